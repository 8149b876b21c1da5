package com.movieticket.booking.testing;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState.AwaitingPayment;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.Outbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store in memory, outbox and all, with the contract of the real one. Never fails by itself, and remembers everything
 * that was ever written. Not thread-safe.
 */
public final class StoreInMemory implements Bookings, Outbox {
    private final Map<BookingId, Booking> bookings = new LinkedHashMap<>();
    private final Map<BookingId, Deque<BookingEvent>> outbox = new LinkedHashMap<>();
    private final Map<BookingId, Instant> relayed = new LinkedHashMap<>();
    private final List<Change> written = new ArrayList<>();

    /** Every change that took effect, in order. */
    public List<Change> written() {
        return written;
    }

    public List<Booking> all() {
        return List.copyOf(bookings.values());
    }

    @Override
    public Written add(Change created) {
        Booking before = bookings.get(created.booking().id());
        if (before != null) {
            return before.equals(created.booking()) ? Written.FIRST : Written.OVERTAKEN;
        }
        store(created);
        return Written.FIRST;
    }

    @Override
    public Written apply(Change change) {
        Booking now = bookings.get(change.booking().id());
        if (now == null || now.version() != change.booking().version() - 1) {
            return Written.OVERTAKEN;
        }
        store(change);
        return change.event().isEmpty() || outbox.get(now.id()).size() == 1 ? Written.FIRST : Written.BEHIND;
    }

    private void store(Change change) {
        Booking booking = change.booking();
        bookings.put(booking.id(), booking);
        change.event().ifPresent(outbox.computeIfAbsent(booking.id(), _ -> new ArrayDeque<>())::add);
        written.add(change);
    }

    @Override
    public Optional<Booking> find(BookingId id) {
        return Optional.ofNullable(bookings.get(id));
    }

    @Override
    public List<Booking> find(OfUser query) {
        return bookings.values().stream().filter(b -> b.userId().equals(query.user())).limit(query.limit()).toList();
    }

    @Override
    public List<Booking> due(Due kind, Instant now, int limit) {
        return bookings.values().stream()
                .filter(b -> b.dueAt().map(due -> !due.isAfter(now)).orElse(false))
                .filter(b -> kind == switch (b.state()) {
                    case AwaitingPayment _ -> Due.EXPIRY;
                    case RefundPending _ -> Due.REFUND;
                    default -> Due.PAYMENT;
                })
                .sorted(Comparator.comparing(b -> b.dueAt().orElseThrow()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<BookingEvent> published(BookingEvent event) {
        Deque<BookingEvent> waiting = outbox.get(event.bookingId());
        waiting.removeIf(e -> e.id().equals(event.id()));
        return List.copyOf(waiting);
    }

    @Override
    public Claimed claim(Instant waitingSince, Instant now, Instant until, int limit) {
        return new Claimed(outbox.values().stream()
                .filter(waiting -> !waiting.isEmpty() && waiting.getFirst().at().isBefore(waitingSince))
                .map(Deque::getFirst)
                .filter(event -> !relayed.getOrDefault(event.bookingId(), Instant.MIN).isAfter(now))
                .limit(limit)
                .peek(event -> relayed.put(event.bookingId(), until))
                .toList(), 0);
    }

    @Override
    public Backlog backlog() {
        return new Backlog(outbox.values().stream().mapToLong(Deque::size).sum(),
                outbox.values().stream().flatMap(Deque::stream).map(BookingEvent::at).min(Comparator.naturalOrder()));
    }
}

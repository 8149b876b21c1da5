package com.movieticket.booking.testing;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState.AwaitingPayment;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Events;
import com.movieticket.booking.workflow.UnavailableException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store in memory with the contract of the real one, that can be told to fail its next write before or after it took
 * effect. Publishing takes an event out of the outbox at once.
 */
public final class MemoryBookings implements Bookings, Events {
    /** How the next write fails. */
    public enum Fault { LOST_REQUEST, LOST_ANSWER }

    private final Map<BookingId, Booking> bookings = new LinkedHashMap<>();
    private final List<BookingEvent> stored = new ArrayList<>();
    private final List<BookingEvent> published = new ArrayList<>();
    private Optional<Fault> fault = Optional.empty();

    /** The next write fails so. */
    public synchronized void failNextWrite(Fault how) {
        fault = Optional.of(how);
    }

    /** Every event that was ever stored, in order. */
    public synchronized List<BookingEvent> stored() {
        return List.copyOf(stored);
    }

    /** Every event that was handed over to be published, in order. */
    public synchronized List<BookingEvent> published() {
        return List.copyOf(published);
    }

    public synchronized List<Booking> all() {
        return List.copyOf(bookings.values());
    }

    @Override
    public synchronized void add(Change created) {
        write(() -> {
            if (bookings.putIfAbsent(created.booking().id(), created.booking()) != null) {
                throw new IllegalStateException("stored before: " + created.booking().id());
            }
            created.event().ifPresent(stored::add);
        });
    }

    @Override
    public synchronized Written apply(Change change) {
        Booking now = bookings.get(change.booking().id());
        if (now == null || now.version() != change.booking().version() - 1) {
            return Written.OVERTAKEN;
        }
        write(() -> {
            bookings.put(change.booking().id(), change.booking());
            change.event().ifPresent(stored::add);
        });
        return Written.FIRST;
    }

    private void write(Runnable effect) {
        Optional<Fault> failing = fault;
        fault = Optional.empty();
        if (failing.isEmpty() || failing.get() == Fault.LOST_ANSWER) {
            effect.run();
        }
        failing.ifPresent(how -> {
            throw new UnavailableException(Dependency.STORE, how.name());
        });
    }

    @Override
    public synchronized Optional<Booking> find(BookingId id) {
        return Optional.ofNullable(bookings.get(id));
    }

    @Override
    public synchronized List<Booking> find(OfUser query) {
        return bookings.values().stream()
                .filter(b -> b.userId().equals(query.user()))
                .filter(b -> query.status().map(s -> s == b.status()).orElse(true))
                .filter(b -> query.before().map(b.createdAt()::isBefore).orElse(true))
                .sorted(Comparator.comparing(Booking::createdAt).reversed())
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized List<Booking> due(Due kind, Instant now, int limit) {
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
    public synchronized void publish(BookingEvent event) {
        published.add(event);
    }
}

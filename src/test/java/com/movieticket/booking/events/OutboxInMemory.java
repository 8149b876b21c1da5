package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Outbox;
import com.movieticket.booking.workflow.UnavailableException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An outbox as its contract has it, that can be made to fail. Thread-safe. */
final class OutboxInMemory implements Outbox {
    private final Map<BookingId, List<BookingEvent>> waiting = new LinkedHashMap<>();
    private final Map<BookingId, Instant> claims = new HashMap<>();
    private final List<BookingEvent> trail = new ArrayList<>();
    private boolean unavailable;

    /** Whether it now stands first. */
    synchronized boolean add(BookingEvent event) {
        List<BookingEvent> events = waiting.computeIfAbsent(event.bookingId(), _ -> new ArrayList<>());
        events.add(event);
        return events.size() == 1;
    }

    synchronized void unavailable(boolean now) {
        unavailable = now;
    }

    synchronized List<BookingEvent> trail() {
        return List.copyOf(trail);
    }

    @Override
    public synchronized List<BookingEvent> published(BookingEvent event) {
        check();
        if (!trail.contains(event)) {
            trail.add(event);
        }
        List<BookingEvent> events = waiting.getOrDefault(event.bookingId(), new ArrayList<>());
        events.remove(event);
        if (events.isEmpty()) {
            waiting.remove(event.bookingId());
            claims.remove(event.bookingId());
        }
        return List.copyOf(events);
    }

    @Override
    public synchronized Claimed claim(Instant waitingSince, Instant now, Instant until, int limit) {
        check();
        List<BookingEvent> claimed = waiting.values().stream().map(List::getFirst)
                .filter(event -> !event.at().isAfter(waitingSince))
                .filter(event -> !claims.getOrDefault(event.bookingId(), Instant.MIN).isAfter(now))
                .sorted(Comparator.comparing(BookingEvent::at)).limit(limit).toList();
        claimed.forEach(event -> claims.put(event.bookingId(), until));
        return new Claimed(claimed, 0);
    }

    @Override
    public synchronized Backlog backlog() {
        return new Backlog(waiting.values().stream().mapToLong(List::size).sum(),
                waiting.values().stream().map(events -> events.getFirst().at()).min(Comparator.naturalOrder()));
    }

    private void check() {
        if (unavailable) {
            throw new UnavailableException(Dependency.STORE, "as the test wants it");
        }
    }

    /** Of one booking, oldest first. */
    synchronized Optional<List<BookingEvent>> waiting(BookingId booking) {
        return Optional.ofNullable(waiting.get(booking)).map(List::copyOf);
    }
}

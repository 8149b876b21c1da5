package com.movieticket.booking.crash;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.workflow.Outbox;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An outbox of one event each for many bookings that takes neither time nor memory: an event is made when it is asked for.
 * What was claimed and not published is claimed again at the end. Thread-safe.
 */
final class NumberedOutbox implements Outbox {
    private final int events;
    private final Instant since;
    private final BitSet published;
    private int claimed;

    NumberedOutbox(int events, Instant since) {
        this.events = events;
        this.since = since;
        this.published = new BitSet(events);
    }

    @Override
    public synchronized Claimed claim(Instant waitingSince, Instant now, Instant until, int limit) {
        if (claimed == events) {
            claimed = published.nextClearBit(0); // round again, for what was claimed and not published
        }
        int end = Math.min(events, claimed + limit);
        List<BookingEvent> batch = IntStream.range(claimed, end).filter(number -> !published.get(number))
                .mapToObj(number -> BacklogBench.event(number, since)).toList();
        claimed = end;
        return new Claimed(batch, 0);
    }

    @Override
    public synchronized List<BookingEvent> published(BookingEvent event) {
        String id = event.bookingId().value();
        published.set(Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)));
        return List.of();
    }

    @Override
    public synchronized Backlog backlog() {
        int waiting = events - published.cardinality();
        return new Backlog(waiting, waiting == 0 ? Optional.empty() : Optional.of(since));
    }
}

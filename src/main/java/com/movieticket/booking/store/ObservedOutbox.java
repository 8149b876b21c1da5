package com.movieticket.booking.store;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.workflow.Outbox;

import java.time.Instant;
import java.util.List;

/** An outbox as it is kept elsewhere, each operation told of. */
public record ObservedOutbox(Outbox outbox, StoreCalls calls) implements Outbox {
    @Override
    public List<BookingEvent> published(BookingEvent event) {
        return calls.call(StoreCalls.PUBLISHED, () -> outbox.published(event));
    }

    @Override
    public Claimed claim(Instant waitingSince, Instant now, Instant until, int limit) {
        return calls.call(StoreCalls.CLAIM, () -> outbox.claim(waitingSince, now, until, limit));
    }

    @Override
    public Backlog backlog() {
        return calls.call(StoreCalls.COUNT, outbox::backlog);
    }
}

package com.movieticket.booking.store;

import com.movieticket.booking.workflow.Unfinished;

import java.time.Instant;

/** What is still to be done, each operation told of. */
public record ObservedUnfinished(Unfinished unfinished, StoreCalls calls) implements Unfinished {
    @Override
    public SeatLocks seatLocks(Instant now) {
        return calls.call(StoreCalls.COUNT, () -> unfinished.seatLocks(now));
    }

    @Override
    public Refunds refunds() {
        return calls.call(StoreCalls.COUNT, unfinished::refunds);
    }
}

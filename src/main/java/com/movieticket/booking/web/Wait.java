package com.movieticket.booking.web;

import io.helidon.webserver.CloseConnectionException;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread's waiting for the other side of a connection, which another thread may end when it takes too long.
 *
 * <p>Either the waiting ends in time or it is cut off, never both: whoever is cut off learns of it at the end of the
 * waiting, before anything comes of what was waited for.
 */
final class Wait {
    private static final long NOT_WAITING = Long.MAX_VALUE;
    private static final long CUT_OFF = -1;

    private final AtomicLong until = new AtomicLong(NOT_WAITING);

    /**
     * To be called before waiting.
     *
     * @param deadline on the clock of the {@link Watchman}
     * @throws CloseConnectionException when cut off before
     */
    void begin(long deadline) {
        if (!until.compareAndSet(NOT_WAITING, deadline)) {
            throw new CloseConnectionException("The other side has taken too long");
        }
    }

    /**
     * To be called after waiting.
     *
     * @throws CloseConnectionException when cut off meanwhile
     */
    void end() {
        if (until.getAndUpdate(now -> now == CUT_OFF ? CUT_OFF : NOT_WAITING) == CUT_OFF) {
            throw new CloseConnectionException("The other side has taken too long");
        }
    }

    /** Cuts the waiting off if it has taken too long; true just once. */
    boolean cutOffWhenOverdue(long now) {
        long deadline = until.get();
        return deadline != CUT_OFF && deadline < now && until.compareAndSet(deadline, CUT_OFF);
    }

    /** Whether it is taking too long. */
    boolean isOverdue(long now) {
        return until.get() < now && until.get() != CUT_OFF;
    }

    /**
     * Cuts the waiting off, and any that would begin later.
     *
     * @return whether somebody waited, and has to be woken
     */
    boolean cutOff() {
        long deadline = until.getAndSet(CUT_OFF);
        return deadline != CUT_OFF && deadline != NOT_WAITING;
    }
}

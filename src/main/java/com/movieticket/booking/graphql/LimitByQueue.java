package com.movieticket.booking.graphql;

import java.time.Duration;

/**
 * How much may be under way at once, so that our own processors always have something to do, and no more: what queues for
 * them beyond that only waits longer. Nobody is turned away for it before the {@link ProcessorQueue} is long and either as
 * much is under way as can be borne, or it has been long for a while. From then on it is kept short; when it is, the limit
 * rises, up to the most that can be borne.
 *
 * <p>Not thread-safe.
 */
final class LimitByQueue {
    /** Nanoseconds: with some ten turns in the queue, a booking takes half a second longer. */
    private static final long LONG = Duration.ofMillis(50).toNanos();
    /** Nanoseconds: there is always somebody in the queue. */
    private static final long SHORT = Duration.ofMillis(1).toNanos();
    /** A rush that comes all at once may queue for so many windows. */
    private static final int PATIENCE = 10;
    /** Since the queue is shorter only when what is under way has become less. */
    private static final double MOST_AT_A_TIME = 0.5;

    private final int least;
    private final int most;
    private int limit;
    /** Windows in which the queue has been long, one after the other. */
    private int standing;

    /**
     * @param least to which it may sink
     * @param most  to which it may rise, and where it begins
     */
    LimitByQueue(int least, int most) {
        this.least = Math.min(least, most);
        this.most = most;
        reopen();
    }

    /** How many may be under way now. */
    int now() {
        return limit;
    }

    /** Nobody has had to be turned away for long. */
    void reopen() {
        limit = most;
        standing = 0;
    }

    /**
     * Takes note of the queue.
     *
     * @param shortest wait in a window, in nanoseconds
     * @param underWay now
     */
    void learn(long shortest, int underWay) {
        if (limit == most && mayQueue(shortest, underWay)) {
            return;
        }
        if (shortest > SHORT) {
            double part = Math.max(MOST_AT_A_TIME, (double) SHORT / shortest);
            limit = Math.max(least, (int) (part * Math.min(limit, underWay)));
        } else {
            limit = Math.min(most, limit + 1 + limit / 16);
        }
    }

    private boolean mayQueue(long shortest, int underWay) {
        standing = shortest > LONG ? standing + 1 : 0;
        return standing == 0 || standing < PATIENCE && underWay < most;
    }
}

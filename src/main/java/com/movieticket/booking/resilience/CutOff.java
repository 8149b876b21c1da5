package com.movieticket.booking.resilience;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes a connection at a deadline, and so bounds the time of a whole exchange on it, however many reads and writes it
 * consists of.
 *
 * <p>A socket's own time-out bounds one read: who sends a byte now and then never meets it. The exchange needs no thread
 * of its own for this, which would cost as much again as its caller while both wait.
 */
final class CutOff {
    private final AtomicBoolean decided = new AtomicBoolean();
    private final Future<?> timer;

    /** @param limit from now on */
    CutOff(Connection connection, Duration limit) {
        this.timer = ForkJoinPool.commonPool().schedule(() -> {
            if (decided.compareAndSet(false, true)) {
                connection.closeResource();
            }
        }, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * The exchange has ended: from now on the connection is left alone.
     *
     * @return false when it was cut off before, or had ended
     */
    boolean end() {
        timer.cancel(false);
        return decided.compareAndSet(false, true);
    }
}

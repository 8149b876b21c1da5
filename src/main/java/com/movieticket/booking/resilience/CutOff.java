package com.movieticket.booking.resilience;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Closes a connection at a deadline, and so bounds the time of a whole exchange on it, however many reads and writes it
 * consists of.
 *
 * <p>A socket's own time-out bounds one read: who sends a byte now and then never meets it. The exchange needs no thread
 * of its own for this, which would cost as much again as its caller while both wait.
 */
final class CutOff {
    private enum State { AHEAD, CUT, OVER }

    private final AtomicReference<State> state = new AtomicReference<>(State.AHEAD);
    private final Future<?> timer;

    /** @param limit from now on */
    CutOff(Connection connection, Duration limit) {
        this.timer = ForkJoinPool.commonPool().schedule(() -> {
            if (state.compareAndSet(State.AHEAD, State.CUT)) {
                connection.closeResource();
            }
        }, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * The exchange has ended: from now on the connection is left alone. Ending again does nothing.
     *
     * @return false when it was cut off before
     */
    boolean end() {
        state.compareAndSet(State.AHEAD, State.OVER);
        timer.cancel(false);
        return state.get() == State.OVER;
    }
}

package com.movieticket.booking.resilience;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The moment before the first byte of a request leaves: until then it has certainly had no effect.
 *
 * <p>The thread that sends and the one that gives up may meet here; exactly one of them wins. So a request of which
 * was said that it was not sent is not sent a moment later. Thread-safe.
 */
final class PointOfNoReturn {
    private enum State { AHEAD, CROSSED, BARRED }

    private final AtomicReference<State> state = new AtomicReference<>(State.AHEAD);

    /**
     * Asks to send. Crossing again is allowed.
     *
     * @throws CancellationException when the request was given up
     */
    void cross() {
        if (!state.compareAndSet(State.AHEAD, State.CROSSED) && state.get() == State.BARRED) {
            throw new CancellationException("given up before it was sent");
        }
    }

    /** Gives up. Returns whether certainly nothing was sent, nor ever will be. */
    boolean bar() {
        return state.compareAndSet(State.AHEAD, State.BARRED) || state.get() == State.BARRED;
    }
}

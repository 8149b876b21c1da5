package com.movieticket.booking.resilience;

import java.time.Duration;

/** Sees how calls to the neighbours end. Thread-safe, quick, and never throws: it is on the way of every call. */
public interface CallObserver {
    /**
     * A try to call has ended, or wasn't made.
     *
     * @param service   {@code user}, {@code cinema} or {@code payment}
     * @param operation of {@link Operation#name}
     */
    void ended(String service, String operation, CallOutcome outcome, Duration took);

    /**
     * A circuit has changed.
     *
     * @param problem of the last call that failed, for the log
     */
    void changed(String service, CircuitState state, String problem);
}

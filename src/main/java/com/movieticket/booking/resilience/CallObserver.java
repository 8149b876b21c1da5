package com.movieticket.booking.resilience;

import java.time.Duration;

/** Sees how calls to the neighbours end. Thread-safe, quick, and never throws: it is on the way of every call. */
public interface CallObserver {
    /**
     * A try to call has ended, or wasn't made.
     *
     * @param service   {@code user}, {@code cinema}, {@code payment}, {@code mongodb} or {@code rabbitmq}
     * @param operation of {@link Operation#name}
     */
    void ended(String service, String operation, CallOutcome outcome, Duration took);

    /**
     * A circuit has changed.
     *
     * @param problem of the last call that failed, for the log
     */
    void changed(String service, CircuitState state, String problem);

    /** Both see everything, this one first. */
    default CallObserver and(CallObserver other) {
        return new CallObserver() {
            @Override
            public void ended(String service, String operation, CallOutcome outcome, Duration took) {
                CallObserver.this.ended(service, operation, outcome, took);
                other.ended(service, operation, outcome, took);
            }

            @Override
            public void changed(String service, CircuitState state, String problem) {
                CallObserver.this.changed(service, state, problem);
                other.changed(service, state, problem);
            }
        };
    }
}

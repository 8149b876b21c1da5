package com.movieticket.booking.resilience;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with the calls to one neighbour.
 *
 * @param since         when the circuit came into this state
 * @param callsInFlight that are waiting for their answer
 * @param lastFailure   of all that failed since the start
 */
public record GuardReading(String service, CircuitState circuit, Instant since, int callsInFlight,
                           Optional<Failure> lastFailure) {
    /**
     * A call that failed.
     *
     * @param outcome {@code TIMEOUT} or {@code ERROR}
     * @param problem for the log alone: it may name addresses
     */
    public record Failure(CallOutcome outcome, String problem, Instant at) {
    }
}

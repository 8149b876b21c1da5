package com.movieticket.booking.observe;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How to find out whether a dependency is there.
 *
 * @param name     as it stands in the health report: {@code mongodb}
 * @param required whether the service can't do its job at all without it
 * @param question asks the dependency
 * @param circuit  how it stands with the calls to it, where that is known
 */
public record Probe(String name, boolean required, Question question, Optional<Supplier<Circuit>> circuit) {
    /**
     * How it stands with the calls to a dependency.
     *
     * @param state         {@code closed}, {@code half-open} or {@code open}
     * @param closed        whether all calls are made
     * @param since         when it came into this state
     * @param callsInFlight that are waiting for their answer
     */
    public record Circuit(String state, boolean closed, Instant since, int callsInFlight) {
    }

    /** Asks a dependency. Runs on a virtual thread of its own, which is interrupted when it takes too long. */
    @FunctionalInterface
    public interface Question {
        /**
         * Asks, and waits for the answer.
         *
         * @return what is wrong, or empty when all is well; shown to anybody, so without addresses and credentials
         * @throws Exception when the dependency can't be asked; goes to the log, not into the report
         */
        Optional<String> problem() throws Exception;
    }

    /** A dependency that nothing works without. */
    public static Probe required(String name, Question question) {
        return new Probe(name, true, question, Optional.empty());
    }

    /** A dependency that part of the work can do without. */
    public static Probe optional(String name, Question question) {
        return new Probe(name, false, question, Optional.empty());
    }

    /** The same, and how it stands with the calls to it. */
    public Probe telling(Supplier<Circuit> circuit) {
        return new Probe(name, required, question, Optional.of(circuit));
    }
}

package com.movieticket.booking.observe;

import java.util.Optional;

/**
 * How to find out whether a dependency is there.
 *
 * @param name     as it stands in the health report: {@code mongodb}
 * @param required whether the service can't do its job at all without it
 * @param question asks the dependency
 */
public record Probe(String name, boolean required, Question question) {
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
        return new Probe(name, true, question);
    }

    /** A dependency that part of the work can do without. */
    public static Probe optional(String name, Question question) {
        return new Probe(name, false, question);
    }
}

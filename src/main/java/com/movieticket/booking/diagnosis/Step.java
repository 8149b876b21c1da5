package com.movieticket.booking.diagnosis;

/**
 * One thing to find out.
 *
 * @param name     in a word or two: {@code connect}
 * @param needed   whether the steps that follow make no sense when this one comes to something ill
 * @param question finds out
 */
public record Step(String name, boolean needed, Question question) {
    /** Finds out. Runs on a virtual thread, which is interrupted when it takes too long. */
    @FunctionalInterface
    public interface Question {
        /** @throws Exception for what nobody has thought of; only its type is told, since its words may hold a secret */
        Finding ask() throws Exception;
    }

    /** Without which those that follow aren't taken. */
    public static Step needed(String name, Question question) {
        return new Step(name, true, question);
    }

    /** Which no other depends on. */
    public static Step also(String name, Question question) {
        return new Step(name, false, question);
    }
}

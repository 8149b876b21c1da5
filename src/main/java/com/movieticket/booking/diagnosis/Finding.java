package com.movieticket.booking.diagnosis;

/** What one step of an examination has come to. Nothing in it is a secret. */
public sealed interface Finding {
    /** What was seen, in a few words. */
    String detail();

    /** All is as it should be. */
    record Well(String detail) implements Finding {
    }

    /**
     * The service runs all the same, but somebody should know.
     *
     * @param advice what to do about it
     */
    record Doubtful(String detail, String advice) implements Finding {
    }

    /**
     * The service can't do part of its job.
     *
     * @param advice what to do about it
     */
    record Ill(String detail, String advice) implements Finding {
    }
}

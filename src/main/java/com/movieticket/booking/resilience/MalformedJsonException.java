package com.movieticket.booking.resilience;

/** Text that isn't JSON of the expected form. Says where, and never repeats what. */
public final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String problem) {
        super(problem);
    }
}

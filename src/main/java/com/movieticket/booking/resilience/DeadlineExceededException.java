package com.movieticket.booking.resilience;

import java.time.Duration;

/** A call that took longer than it may; whether it had an effect is not known. */
public final class DeadlineExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException(Duration limit) {
        super("no answer within " + limit.toMillis() + " ms");
    }
}

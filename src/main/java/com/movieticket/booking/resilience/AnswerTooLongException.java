package com.movieticket.booking.resilience;

/** An answer longer than any honest one. */
final class AnswerTooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnswerTooLongException() {
        super("the answer is too long");
    }
}

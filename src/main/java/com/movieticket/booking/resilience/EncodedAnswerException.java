package com.movieticket.booking.resilience;

/** An answer that is compressed, though requests ask for nothing of the kind. */
final class EncodedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EncodedAnswerException() {
        super("the answer is compressed, which nobody asked for");
    }
}

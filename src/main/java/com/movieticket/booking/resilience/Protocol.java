package com.movieticket.booking.resilience;

/**
 * What a {@link Guard} has to understand of a way to call.
 *
 * @param <R> the reply, which is a value also when there is none: a call never throws
 */
public interface Protocol<R> {
    /** What the reply says about the neighbour. */
    CallOutcome outcome(R reply);

    /** What went wrong, for the log; without secrets. Asked only of replies that are failures. */
    String problem(R reply);

    /**
     * The reply to a call that is not made.
     *
     * @param problem why not
     */
    R rejected(String problem);
}

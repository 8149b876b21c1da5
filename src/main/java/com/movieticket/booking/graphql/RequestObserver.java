package com.movieticket.booking.graphql;

import com.movieticket.booking.workflow.Outcome;

import java.time.Duration;
import java.util.function.Supplier;

/** Sees what is asked for and what comes of it. Thread-safe, quick, and never throws: it is on the way of every request. */
public interface RequestObserver {
    /** How a request ended, the worst last. */
    enum Ending {
        /** All was done that it asked for. */
        OK,
        /** Something was refused, for a reason that lies with the request or the state of things. */
        REFUSED,
        /** Something failed, with us or with somebody we need. */
        ERROR
    }

    /** Lets an attempt to create a booking be made; answers and throws what it does. */
    Outcome creating(Supplier<Outcome> attempt);

    /** Lets an attempt to pay for a booking be made; answers and throws what it does. */
    Outcome paying(Supplier<Outcome> attempt);

    /**
     * A request has its answer.
     *
     * @param took from when it was read; zero for one that couldn't be
     */
    void ended(RequestedOperation operation, Ending ending, Duration took);

    /** A request was turned away because there is too much to do; if it was read, it has ended too. */
    void shed();

    /** A request was refused, unread, because its client asks too often. */
    void rateLimited();
}

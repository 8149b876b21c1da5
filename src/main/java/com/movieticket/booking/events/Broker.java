package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;

/** Whoever takes events and passes them on to the world. Thread-safe. */
public interface Broker {
    /** What became of an event. */
    enum Outcome {
        /** The broker has it, and answers for it. */
        CONFIRMED,
        /** The broker would have it, and nobody wants it: as good as delivered. */
        UNROUTED,
        /** The broker has refused it. */
        NACKED,
        /** It can't be said whether the broker has it. */
        FAILED;

        /** Whether the event needs no more publishing. */
        public boolean handled() {
            return this == CONFIRMED || this == UNROUTED;
        }
    }

    /**
     * Publishes an event and waits until the broker answers for it, for a bounded time. Meant to be called by many
     * virtual threads at once. Never throws: not hearing the outcome is an outcome.
     */
    Outcome publish(BookingEvent event);

    /** Whether events are taken just now. */
    boolean connected();
}

package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.BookingEvent;

/** The way out for events that are safely stored. */
public interface Events {
    /**
     * Publishes soon an event that stands first in its booking's outbox, and whatever comes to stand behind it.
     *
     * <p>Returns at once and never throws: what can't be published now stays in the outbox and is found there later.
     */
    void publish(BookingEvent event);
}

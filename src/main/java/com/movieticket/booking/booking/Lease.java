package com.movieticket.booking.booking;

import java.time.Instant;

/**
 * Says who works on an unfinished booking, and until when nobody else may. After {@code until} whoever finds the
 * booking takes over: the holder has died, or has put the next attempt off until then.
 *
 * @param instance the service instance that holds it, for people who read the database
 * @param until    exclusive
 */
public record Lease(String instance, Instant until) {
    /** Whether others must keep off at that instant. */
    public boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }
}

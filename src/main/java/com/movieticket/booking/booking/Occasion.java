package com.movieticket.booking.booking;

import java.time.Instant;

/**
 * When and in which trace something happens to a booking, and the id of the event that tells of it: all that a pure
 * method must not make up itself.
 *
 * @param eventId     a UUID, used if the transition causes an event
 * @param traceparent in the form of W3C Trace Context
 */
public record Occasion(Instant at, String eventId, String traceparent) {
}

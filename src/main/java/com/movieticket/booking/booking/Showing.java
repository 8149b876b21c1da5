package com.movieticket.booking.booking;

import java.time.Instant;
import java.util.Optional;

/**
 * What a showtime is called, for people: goes into events, decides nothing.
 *
 * @param start of the film
 */
public record Showing(Optional<String> movieTitle, Optional<String> cinemaName, Optional<Instant> start) {
    /** Nothing could be learned. */
    public static final Showing UNKNOWN = new Showing(Optional.empty(), Optional.empty(), Optional.empty());
}

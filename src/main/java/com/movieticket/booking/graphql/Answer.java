package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.Booking;

import java.util.Optional;

/** What a mutation answers: in the response type, or as a GraphQL error. */
sealed interface Answer {
    /**
     * A {@code CreateBookingResponse}.
     *
     * @param lockId only of a booking just created
     */
    record InBand(boolean success, Optional<Booking> booking, String message, Optional<String> lockId)
            implements Answer {
    }

    /** An entry of {@code errors}; the field itself is null. */
    record Failure(ErrorCode code, String message) implements Answer {
    }
}

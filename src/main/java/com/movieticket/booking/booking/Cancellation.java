package com.movieticket.booking.booking;

import java.time.Instant;

/**
 * How a booking came to be cancelled.
 *
 * @param reason 0 to 256 visible characters, told to the user
 */
public record Cancellation(Cause cause, String reason, Instant at) {
    /** Who or what cancelled it. */
    public enum Cause {
        /** Not paid before the seat lock ran out. */
        EXPIRED,
        /** The user's wish. */
        USER
    }

    /** @throws InvalidArgumentException naming {@code reason} */
    public Cancellation {
        requireReason(reason);
    }

    /** @throws InvalidArgumentException naming {@code reason}, when it can't be one */
    public static void requireReason(String reason) {
        Text.bounded("reason", reason, 256);
    }
}

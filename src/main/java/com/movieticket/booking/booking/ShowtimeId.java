package com.movieticket.booking.booking;

/**
 * A showtime's id, as the cinema service knows it.
 *
 * @param value 1 to 128 visible characters
 */
public record ShowtimeId(String value) {
    /** @throws InvalidArgumentException naming {@code showtime_id} */
    public ShowtimeId {
        Text.required("showtime_id", value, 128);
    }

    @Override
    public String toString() {
        return value;
    }
}

package com.movieticket.booking.booking;

/**
 * A user's id, as the user service knows it.
 *
 * @param value 1 to 128 visible characters
 */
public record UserId(String value) {
    /** @throws InvalidArgumentException naming {@code user_id} */
    public UserId {
        Text.required("user_id", value, 128);
    }

    @Override
    public String toString() {
        return value;
    }
}

package com.movieticket.booking.booking;

/**
 * A booking's id: a UUID when we made it, any text when a client asks for it.
 *
 * @param value 1 to 128 visible characters
 */
public record BookingId(String value) {
    /** @throws InvalidArgumentException naming {@code booking_id} */
    public BookingId {
        Text.required("booking_id", value, 128);
    }

    @Override
    public String toString() {
        return value;
    }
}

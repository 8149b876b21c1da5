package com.movieticket.booking.booking;

/**
 * One try to charge a booking.
 *
 * @param number 1 for the first, counted over the booking's whole life
 * @param method how it is paid
 */
public record Attempt(int number, PaymentMethod method) {
    /** Sent as {@code Idempotency-Key} with the charge, and stored before it. */
    public String key(BookingId booking) {
        return booking + "-" + number;
    }
}

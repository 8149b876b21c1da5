package com.movieticket.booking.booking;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The five values that the API document knows. */
public enum BookingStatus {
    /** Created, not paid yet, or payment under way. */
    PENDING_PAYMENT,
    /** Paid, seats confirmed. */
    CONFIRMED,
    /** Never paid. */
    CANCELLED,
    /** Paid, to be given back. */
    REFUND_PENDING,
    /** Given back. */
    REFUNDED;

    /** As it is written on every wire: {@code pending_payment}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that wire name, if there is one. */
    public static Optional<BookingStatus> of(String wireName) {
        return Stream.of(values()).filter(status -> status.wireName().equals(wireName)).findFirst();
    }
}

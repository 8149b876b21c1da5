package com.movieticket.booking.store;

import com.movieticket.booking.workflow.Bookings.Due;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the money of a booking is, as {@code payment.state} says it in the database. */
enum PaymentState {
    /** Not asked for, or the last attempt came to nothing without a verdict. */
    NONE,
    /** The last attempt was declined. */
    DECLINED,
    /** About to be taken, or just being taken. */
    CHARGING,
    /** Nobody heard whether it was taken. */
    UNKNOWN,
    /** Taken. */
    CHARGED,
    /** To be given back. */
    REFUNDING,
    /** Given back. */
    REFUNDED;

    String storedName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalStateException when there is none of that name */
    static PaymentState of(String storedName) {
        return Stream.of(values()).filter(state -> state.storedName().equals(storedName)).findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no payment state " + storedName));
    }

    /** The states in which a booking is this sweeper's business, once it is due. */
    static List<PaymentState> of(Due kind) {
        return switch (kind) {
            case EXPIRY -> List.of(NONE, DECLINED);
            case PAYMENT -> List.of(CHARGING, UNKNOWN, CHARGED);
            case REFUND -> List.of(REFUNDING);
        };
    }
}

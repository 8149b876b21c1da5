package com.movieticket.booking.booking;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a booking can be paid. */
public enum PaymentMethod {
    CREDIT_CARD, DEBIT_CARD, DIGITAL_WALLET, NET_BANKING, PAYPAL;

    /** As it is written on every wire: {@code credit_card}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method of that wire name, if there is one. */
    public static Optional<PaymentMethod> of(String wireName) {
        return Stream.of(values()).filter(method -> method.wireName().equals(wireName)).findFirst();
    }

    /** @throws InvalidArgumentException naming {@code payment_method} and what is accepted */
    public static PaymentMethod required(String wireName) {
        return of(wireName).orElseThrow(() -> new InvalidArgumentException("payment_method", "must be one of "
                + Stream.of(values()).map(PaymentMethod::wireName).collect(Collectors.joining(", "))));
    }
}

package com.movieticket.booking.sandbox;

import java.util.Optional;
import java.util.stream.Stream;

/** The card numbers that make the payment stand-in do what one wants to see, by the convention that people know. */
public enum TestCard {
    /** So does any other number, and no card at all. */
    APPROVED("4242424242424242", "approves, as does no card at all", Optional.empty()),
    INSUFFICIENT_FUNDS("4000000000009995", "declines: Insufficient funds", Optional.of("Insufficient funds")),
    DECLINED("4000000000000002", "declines: Card declined", Optional.of("Card declined")),
    /** The charge is made, and the answer lost on a server error. */
    BROKEN("4000000000000119", "charges, then answers 500", Optional.empty()),
    /** The charge is made, and no answer comes. */
    SILENT("4000000000000259", "charges, then never answers", Optional.empty());

    private final String number;
    private final String behaviour;
    private final Optional<String> refusal;

    TestCard(String number, String behaviour, Optional<String> refusal) {
        this.number = number;
        this.behaviour = behaviour;
        this.refusal = refusal;
    }

    /** Which card a number means. */
    static TestCard of(String number) {
        return Stream.of(values()).filter(card -> card.number.equals(number)).findAny().orElse(APPROVED);
    }

    /** Sixteen digits. */
    public String number() {
        return number;
    }

    /** What it does, for people. */
    public String behaviour() {
        return behaviour;
    }

    /** Why a charge is declined, if it is. */
    Optional<String> refusal() {
        return refusal;
    }
}

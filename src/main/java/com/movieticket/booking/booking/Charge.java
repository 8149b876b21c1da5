package com.movieticket.booking.booking;

import java.time.Instant;

/**
 * Money taken.
 *
 * @param attempt       which brought it
 * @param transactionId the payment service's id
 * @param at            when we learned of it
 */
public record Charge(Attempt attempt, String transactionId, Instant at) {
}

package com.movieticket.booking.booking;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a booking, as the world is told. Whole in itself, so that it can be sent again, byte for
 * byte, long after the booking has moved on.
 *
 * @param id          stable across redeliveries; a UUID
 * @param userEmail   absent when the user service knows none
 * @param traceparent of the request that caused it, in the form of W3C Trace Context
 * @param details     what this type of event has beyond the others
 */
public record BookingEvent(String id, Instant at, BookingId bookingId, UserId userId, Optional<String> userEmail,
                           ShowtimeId showtimeId, Showing showing, SeatNumbers seats, Money total,
                           String traceparent, Details details) {

    /** Event type and routing key, such as {@code booking.confirmed}. */
    public String type() {
        return details.type();
    }

    /** What one type of event has beyond the others. */
    public sealed interface Details {
        /** Event type and routing key. */
        String type();
    }

    /** The booking was created and waits for payment. */
    public record PendingPayment(SeatLock lock) implements Details {
        @Override
        public String type() {
            return "booking.pending_payment";
        }
    }

    /** Paid, seats confirmed. */
    public record Confirmed(String transactionId) implements Details {
        @Override
        public String type() {
            return "booking.confirmed";
        }
    }

    /** Expired, or cancelled by the user. */
    public record Cancelled(String reason) implements Details {
        @Override
        public String type() {
            return "booking.cancelled";
        }
    }

    /** Money given back. */
    public record Refunded(String transactionId, Optional<String> refundTransactionId, Money amount, String reason)
            implements Details {
        @Override
        public String type() {
            return "booking.refunded";
        }
    }
}

package com.movieticket.booking.booking;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a booking stands. Each state holds just what is known in it, so that a confirmed booking without a charge, or a
 * cancelled one with money in it, can't be written down.
 */
public sealed interface BookingState {
    /** What clients are told. */
    BookingStatus status();

    /** States in which somebody works on the booking, or will: each names its {@link Lease}. */
    sealed interface InProgress extends BookingState {
        /** Who works on it, and until when. */
        Lease lease();
    }

    /**
     * The seats are locked, nothing is being charged.
     *
     * @param attempts    how many payment attempts have failed
     * @param declinedFor why the last one was declined, if it was
     */
    record AwaitingPayment(int attempts, Optional<String> declinedFor) implements BookingState {
        @Override
        public BookingStatus status() {
            return BookingStatus.PENDING_PAYMENT;
        }
    }

    /**
     * A charge is about to be sent, or was sent; written before the call, so that no charge is ever unknown to us.
     *
     * @param since when the attempt began
     */
    record Charging(Attempt attempt, Instant since, Lease lease) implements InProgress {
        @Override
        public BookingStatus status() {
            return BookingStatus.PENDING_PAYMENT;
        }
    }

    /**
     * A charge was sent and no answer heard: it must be looked up.
     *
     * @param since when the attempt began
     */
    record Unverified(Attempt attempt, Instant since, Lease lease) implements InProgress {
        @Override
        public BookingStatus status() {
            return BookingStatus.PENDING_PAYMENT;
        }
    }

    /** Money taken, seats not confirmed yet. */
    record Charged(Charge charge, Lease lease) implements InProgress {
        @Override
        public BookingStatus status() {
            return BookingStatus.PENDING_PAYMENT;
        }
    }

    /** Paid, and the seats are the user's. */
    record Confirmed(Charge charge, Instant at) implements BookingState {
        @Override
        public BookingStatus status() {
            return BookingStatus.CONFIRMED;
        }
    }

    /**
     * Ended without money taken.
     *
     * @param attempts how many payment attempts had failed
     */
    record Cancelled(Cancellation cancellation, int attempts) implements BookingState {
        @Override
        public BookingStatus status() {
            return BookingStatus.CANCELLED;
        }
    }

    /**
     * Money that must be given back.
     *
     * @param reason       what the payment service and the user are told
     * @param cancellation by the user, when that is why; otherwise the seats could not be confirmed
     * @param tries        how often giving it back was tried in vain
     */
    record RefundPending(Charge charge, String reason, Optional<Cancellation> cancellation, int tries, Lease lease)
            implements InProgress {
        @Override
        public BookingStatus status() {
            return BookingStatus.REFUND_PENDING;
        }
    }

    /**
     * Money given back.
     *
     * @param refundTransactionId the payment service's id of the refund, where it told one
     */
    record Refunded(Charge charge, String reason, Optional<Cancellation> cancellation,
                    Optional<String> refundTransactionId, Instant at) implements BookingState {
        @Override
        public BookingStatus status() {
            return BookingStatus.REFUNDED;
        }
    }
}

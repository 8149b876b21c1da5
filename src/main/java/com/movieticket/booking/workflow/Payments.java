package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Attempt;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.UserId;

import java.util.List;
import java.util.Optional;

/** The payment service. */
public interface Payments {
    /** A charge to be made; {@code attempt.key(booking)} makes it unique. */
    record ChargeOrder(BookingId booking, UserId user, Money amount, Attempt attempt, CardDetails details) {
    }

    /** What came of a charge. */
    sealed interface ChargeAnswer {
        /** The money is taken. */
        record Approved(String transactionId) implements ChargeAnswer {
        }

        /**
         * The payment service has decided against it.
         *
         * @param reason for the user: {@code Insufficient funds}
         */
        record Declined(String reason) implements ChargeAnswer {
        }

        /**
         * The charge has certainly not been made: it never reached the payment service, or was turned away at the door.
         *
         * @param problem for the log
         */
        record NotMade(String problem) implements ChargeAnswer {
        }

        /**
         * It may have been made or not: must be looked up.
         *
         * @param problem for the log
         */
        record Unknown(String problem) implements ChargeAnswer {
        }
    }

    /** A transaction of a booking, as the payment service remembers it. */
    record Transaction(String id, Standing standing) {
        /** How it stands. */
        public enum Standing { PENDING, SUCCESS, FAILED, REFUNDED }
    }

    /** Money to be given back; {@code {booking}-refund} makes it unique. */
    record RefundOrder(BookingId booking, UserId user, String transactionId, Money amount, String reason) {
    }

    /** What came of a refund. */
    sealed interface RefundAnswer {
        /**
         * The money is given back, now or before.
         *
         * @param refundTransactionId where the payment service told one
         */
        record Done(Optional<String> refundTransactionId) implements RefundAnswer {
        }

        /**
         * The payment service has answered no.
         *
         * @param reason for the log
         */
        record Refused(String reason) implements RefundAnswer {
        }

        /**
         * No answer that counts: to be tried again.
         *
         * @param problem for the log
         */
        record Unknown(String problem) implements RefundAnswer {
        }
    }

    /**
     * To be asked before a charge is claimed, so that what would not even be tried leaves nothing behind. Who can't tell
     * says nothing.
     *
     * @throws UnavailableException when a charge would be turned away now, unsent
     */
    default void requireReachable() {
    }

    /** Charges. Never throws: not hearing the outcome is an outcome. */
    ChargeAnswer charge(ChargeOrder order, Caller caller);

    /**
     * All transactions of a booking, oldest first where the payment service orders them.
     *
     * @throws UnavailableException when it can't be known now
     */
    List<Transaction> transactions(BookingId booking, Caller caller);

    /** Gives back. Never throws: not hearing the outcome is an outcome. */
    RefundAnswer refund(RefundOrder order, Caller caller);
}

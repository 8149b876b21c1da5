package com.movieticket.booking.store;

import com.movieticket.booking.booking.Attempt;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState;
import com.movieticket.booking.booking.BookingState.AwaitingPayment;
import com.movieticket.booking.booking.BookingState.Cancelled;
import com.movieticket.booking.booking.BookingState.Charged;
import com.movieticket.booking.booking.BookingState.Charging;
import com.movieticket.booking.booking.BookingState.Confirmed;
import com.movieticket.booking.booking.BookingState.InProgress;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.BookingState.Refunded;
import com.movieticket.booking.booking.BookingState.Unverified;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.booking.Cancellation;
import com.movieticket.booking.booking.Charge;
import com.movieticket.booking.booking.Lease;
import com.movieticket.booking.booking.PaymentMethod;

import java.util.Locale;
import java.util.Optional;

/**
 * How a booking's state is written down: {@code status} for everybody, the {@code payment} subdocument for the saga,
 * {@code work} for the lease, and the times and reasons that the state has.
 */
final class StateFields {
    private StateFields() {
    }

    static void write(Fields to, BookingId id, BookingState state) {
        to.text("status", state.status().wireName());
        switch (state) {
            case AwaitingPayment s -> to.fields("payment",
                    payment(s.declinedFor().isPresent() ? PaymentState.DECLINED : PaymentState.NONE)
                            .number("attempt", s.attempts())
                            .text("decline_reason", s.declinedFor()));
            case Charging s -> to.fields("payment",
                    payment(PaymentState.CHARGING, id, s.attempt()).time("since", s.since()));
            case Unverified s -> to.fields("payment",
                    payment(PaymentState.UNKNOWN, id, s.attempt()).time("since", s.since()));
            case Charged s -> charge(to, PaymentState.CHARGED, id, s.charge());
            case Confirmed s -> {
                charge(to, PaymentState.CHARGED, id, s.charge());
                to.time("confirmed_at", s.at());
            }
            case Cancelled s -> {
                to.fields("payment", payment(PaymentState.NONE).number("attempt", s.attempts()));
                cancellation(to, s.cancellation());
            }
            case RefundPending s -> {
                charge(to, PaymentState.REFUNDING, id, s.charge()).number("tries", s.tries());
                to.text("refund_reason", s.reason());
                s.cancellation().ifPresent(cancellation -> cancellation(to, cancellation));
            }
            case Refunded s -> {
                charge(to, PaymentState.REFUNDED, id, s.charge())
                        .text("refund_transaction_id", s.refundTransactionId())
                        .time("refunded_at", s.at());
                to.text("refund_reason", s.reason());
                s.cancellation().ifPresent(cancellation -> cancellation(to, cancellation));
            }
        }
        if (state instanceof InProgress s) {
            to.fields("work", new Fields().text("instance", s.lease().instance()).time("until", s.lease().until()));
        }
    }

    /** @throws RuntimeException when these are not the fields of a state */
    static BookingState read(Fields from) {
        Fields payment = from.fields("payment");
        String status = from.text("status");
        return switch (BookingStatus.of(status)
                .orElseThrow(() -> new IllegalStateException("there is no status " + status))) {
            case PENDING_PAYMENT -> pending(from, payment);
            case CONFIRMED -> new Confirmed(charge(payment), from.time("confirmed_at"));
            case CANCELLED -> new Cancelled(
                    cancellation(from).orElseThrow(() -> new IllegalStateException("it lacks cancelled_by")),
                    payment.number("attempt"));
            case REFUND_PENDING -> new RefundPending(charge(payment), from.text("refund_reason"), cancellation(from),
                    payment.number("tries"), lease(from));
            case REFUNDED -> new Refunded(charge(payment), from.text("refund_reason"), cancellation(from),
                    payment.optionalText("refund_transaction_id"), payment.time("refunded_at"));
        };
    }

    private static BookingState pending(Fields from, Fields payment) {
        PaymentState state = PaymentState.of(payment.text("state"));
        return switch (state) {
            case NONE, DECLINED -> new AwaitingPayment(payment.number("attempt"),
                    payment.optionalText("decline_reason"));
            case CHARGING -> new Charging(attempt(payment), payment.time("since"), lease(from));
            case UNKNOWN -> new Unverified(attempt(payment), payment.time("since"), lease(from));
            case CHARGED -> new Charged(charge(payment), lease(from));
            case REFUNDING, REFUNDED ->
                    throw new IllegalStateException("it waits for payment and is " + state.storedName());
        };
    }

    private static Fields payment(PaymentState state) {
        return new Fields().text("state", state.storedName());
    }

    private static Fields payment(PaymentState state, BookingId id, Attempt attempt) {
        return payment(state)
                .number("attempt", attempt.number())
                .text("key", attempt.key(id))
                .text("method", attempt.method().wireName());
    }

    /** Returns the payment's fields, for what else there is to say. */
    private static Fields charge(Fields to, PaymentState state, BookingId id, Charge charge) {
        Fields payment = payment(state, id, charge.attempt())
                .text("transaction_id", charge.transactionId())
                .time("at", charge.at());
        to.fields("payment", payment).text("payment_transaction_id", charge.transactionId());
        return payment;
    }

    private static void cancellation(Fields to, Cancellation cancellation) {
        to.text("cancelled_by", cancellation.cause().name().toLowerCase(Locale.ROOT))
                .text("cancellation_reason", cancellation.reason())
                .time("cancelled_at", cancellation.at());
    }

    private static Attempt attempt(Fields payment) {
        return new Attempt(payment.number("attempt"), PaymentMethod.required(payment.text("method")));
    }

    private static Charge charge(Fields payment) {
        return new Charge(attempt(payment), payment.text("transaction_id"), payment.time("at"));
    }

    private static Optional<Cancellation> cancellation(Fields from) {
        return from.optionalText("cancelled_by").map(cause -> new Cancellation(
                Cancellation.Cause.valueOf(cause.toUpperCase(Locale.ROOT)),
                from.text("cancellation_reason"), from.time("cancelled_at")));
    }

    private static Lease lease(Fields from) {
        Fields work = from.fields("work");
        return new Lease(work.text("instance"), work.time("until"));
    }
}

package com.movieticket.booking.payments;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.resilience.Fields;
import com.movieticket.booking.resilience.MalformedJsonException;
import com.movieticket.booking.resilience.RestReply;
import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.Unanswered;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Payments.Transaction;
import com.movieticket.booking.workflow.Payments.Transaction.Standing;
import com.movieticket.booking.workflow.UnavailableException;

import java.util.List;

/** What the reply to a look-up means. One entry that can't be understood makes the whole of it worthless. */
final class Lookup {
    private Lookup() {
    }

    /** @throws UnavailableException when the reply leaves anything open */
    static List<Transaction> transactions(RestReply reply, BookingId booking) {
        return switch (reply) {
            case Answered answer when answer.status() == 404 -> List.of();
            case Answered answer when answer.successful() -> transactions(answer.body(), booking);
            case Answered answer -> throw unavailable("answered with status " + answer.status());
            case Unanswered silence -> throw unavailable(silence.problem());
        };
    }

    private static List<Transaction> transactions(byte[] body, BookingId booking) {
        try {
            return Fields.ofArray(body).stream().map(fields -> transaction(fields, booking)).toList();
        } catch (MalformedJsonException e) {
            throw unavailable("answered with JSON that can't be understood: " + e.getMessage());
        }
    }

    private static Transaction transaction(Fields fields, BookingId booking) {
        // A path that forgets to name the booking lists everybody's transactions: none of them is ours to believe.
        if (fields.text("booking_id").filter(id -> !id.equals(booking.value())).isPresent()) {
            throw unavailable("answered with a transaction of another booking");
        }
        String id = fields.text("transaction_id").orElseThrow(() -> unavailable("a transaction has no id"));
        return new Transaction(id, switch (fields.text("status").orElse("")) {
            case "pending" -> Standing.PENDING;
            case "success" -> Standing.SUCCESS;
            case "failed" -> Standing.FAILED;
            case "refunded" -> Standing.REFUNDED;
            default -> throw unavailable("a transaction has a status that we don't know");
        });
    }

    private static UnavailableException unavailable(String problem) {
        return new UnavailableException(Dependency.PAYMENT, problem);
    }
}

package com.movieticket.booking.store;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;

import java.util.Optional;

/**
 * How an event is written down, whole, in a booking's outbox and in the audit trail: the fields of the message that the
 * broker gets, with dates as dates, and the trace that it belongs to.
 */
final class EventDocuments {
    private EventDocuments() {
    }

    static Fields fields(BookingEvent event) {
        var fields = new Fields()
                .text("event_id", event.id())
                .text("event_type", event.type())
                .time("timestamp", event.at())
                .text("booking_id", event.bookingId().value())
                .text("user_id", event.userId().value())
                .text("user_email", event.userEmail())
                .text("showtime_id", event.showtimeId().value());
        BookingDocuments.write(fields, event.showing());
        fields.texts("seats", event.seats().values())
                .money("total_amount", event.total())
                .text("traceparent", event.traceparent());
        switch (event.details()) {
            case BookingEvent.PendingPayment d -> BookingDocuments.write(fields, d.lock());
            case BookingEvent.Confirmed d -> fields.text("transaction_id", d.transactionId());
            case BookingEvent.Cancelled d -> fields.text("reason", d.reason());
            case BookingEvent.Refunded d -> fields.text("transaction_id", d.transactionId())
                    .text("refund_transaction_id", d.refundTransactionId())
                    .money("refund_amount", d.amount())
                    .text("reason", d.reason());
        }
        return fields;
    }

    /** @throws IllegalStateException when these are not the fields of an event that this service has written */
    static BookingEvent event(Fields from) {
        Optional<String> id = from.optionalText("event_id");
        try {
            return new BookingEvent(from.text("event_id"), from.time("timestamp"), new BookingId(from.text("booking_id")),
                    new UserId(from.text("user_id")), from.optionalText("user_email"),
                    new ShowtimeId(from.text("showtime_id")), BookingDocuments.showing(from),
                    new SeatNumbers(from.texts("seats")), from.money("total_amount"), from.text("traceparent"),
                    details(from));
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "event " + id.orElse("without id") + " can't be understood: " + e.getMessage(), e);
        }
    }

    private static BookingEvent.Details details(Fields from) {
        String type = from.text("event_type");
        return switch (type) {
            case "booking.pending_payment" -> new BookingEvent.PendingPayment(BookingDocuments.lock(from));
            case "booking.confirmed" -> new BookingEvent.Confirmed(from.text("transaction_id"));
            case "booking.cancelled" -> new BookingEvent.Cancelled(from.text("reason"));
            case "booking.refunded" -> new BookingEvent.Refunded(from.text("transaction_id"),
                    from.optionalText("refund_transaction_id"), from.money("refund_amount"), from.text("reason"));
            default -> throw new IllegalStateException("there is no event type " + type);
        };
    }
}

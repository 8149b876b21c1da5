package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.Showing;
import io.helidon.json.JsonGenerator;

import java.io.ByteArrayOutputStream;

/** The body of a message: an event as the world reads it. What isn't known is absent; times are RFC 3339, in UTC. */
final class EventJson {
    private EventJson() {
    }

    /** UTF-8; the same bytes every time for the same event. */
    static byte[] of(BookingEvent event) {
        var body = new ByteArrayOutputStream(512);
        try (var json = JsonGenerator.create(body)) {
            json.writeObjectStart();
            json.write("event_id", event.id());
            json.write("event_type", event.type());
            json.write("timestamp", event.at().toString());
            json.write("booking_id", event.bookingId().value());
            json.write("user_id", event.userId().value());
            event.userEmail().ifPresent(email -> json.write("user_email", email));
            json.write("showtime_id", event.showtimeId().value());
            write(json, event.showing());
            json.writeKey("seats").writeArrayStart();
            event.seats().values().forEach(json::write);
            json.writeArrayEnd();
            // As a double: the generator puts a BigDecimal into quotes. A double holds every amount to the cent.
            json.write("total_amount", event.total().toDouble());
            write(json, event.details());
            json.writeObjectEnd();
        }
        return body.toByteArray();
    }

    private static void write(JsonGenerator json, Showing showing) {
        showing.movieTitle().ifPresent(title -> json.write("movie_title", title));
        showing.cinemaName().ifPresent(name -> json.write("cinema_name", name));
        showing.start().ifPresent(start -> json.write("showtime", start.toString()));
    }

    private static void write(JsonGenerator json, BookingEvent.Details details) {
        switch (details) {
            case BookingEvent.PendingPayment(SeatLock lock) -> {
                json.write("lock_id", lock.id());
                json.write("lock_expires_at", lock.expiresAt().toString());
            }
            case BookingEvent.Confirmed d -> json.write("transaction_id", d.transactionId());
            case BookingEvent.Cancelled d -> json.write("reason", d.reason());
            case BookingEvent.Refunded d -> {
                json.write("transaction_id", d.transactionId());
                d.refundTransactionId().ifPresent(id -> json.write("refund_transaction_id", id));
                json.write("refund_amount", d.amount().toDouble());
                json.write("reason", d.reason());
            }
        }
    }
}

package com.movieticket.booking.store;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import org.bson.BsonDocument;

import java.util.List;
import java.util.Optional;

/**
 * How a booking is written down, but for its outbox.
 *
 * <p>Beside what clients see there is {@code version} for compare-and-set, {@code payment} and {@code work} for the
 * saga, and {@code due_at}, which the sweepers search by.
 */
final class BookingDocuments {
    private static final System.Logger LOG = System.getLogger(BookingDocuments.class.getName());

    /**
     * Fields that a booking may have had and have no more. {@code confirmed_at} isn't among them: that a booking was
     * once confirmed stays true when it is refunded, and people who read the database want to know.
     */
    private static final List<String> PASSING = List.of("user_email", "movie_title", "cinema_name", "showtime",
            "payment_transaction_id", "cancelled_at", "cancelled_by", "cancellation_reason", "refund_reason", "work",
            "due_at");

    private BookingDocuments() {
    }

    /** All that is to be stored of a booking but its {@code _id}. */
    static Fields fields(Booking booking) {
        var fields = new Fields()
                .longNumber("version", booking.version())
                .text("user_id", booking.userId().value())
                .text("user_email", booking.userEmail())
                .text("showtime_id", booking.showtimeId().value());
        write(fields, booking.showing());
        fields.texts("seats", booking.seats().values())
                .money("total_amount", booking.total());
        write(fields, booking.lock());
        StateFields.write(fields, booking.id(), booking.state());
        return fields
                .time("created_at", booking.createdAt())
                .time("updated_at", booking.updatedAt())
                .time("due_at", booking.dueAt());
    }

    /** Names of the fields that a stored booking must not have when these are all of its fields. */
    static List<String> gone(Fields fields) {
        return PASSING.stream().filter(name -> !fields.document().containsKey(name)).toList();
    }

    /** @throws IllegalStateException when the document isn't one that this service has written */
    static Booking booking(BsonDocument document) {
        var from = new Fields(document);
        try {
            return new Booking(new BookingId(from.text("_id")), from.longNumber("version"),
                    new UserId(from.text("user_id")), from.optionalText("user_email"),
                    new ShowtimeId(from.text("showtime_id")), showing(from), new SeatNumbers(from.texts("seats")),
                    from.money("total_amount"), lock(from), StateFields.read(from),
                    from.time("created_at"), from.time("updated_at"));
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "booking " + document.get("_id") + " can't be understood: " + e.getMessage(), e);
        }
    }

    /**
     * Like {@link #booking}, for sweepers: a document that can't be understood is logged and left out, since one that
     * somebody has spoilt must not keep all others waiting behind it.
     */
    static Optional<Booking> readable(BsonDocument document) {
        try {
            return Optional.of(booking(document));
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.ERROR, "A booking that is due can't be worked on: it is left alone", e);
            return Optional.empty();
        }
    }

    static void write(Fields to, Showing showing) {
        to.text("movie_title", showing.movieTitle())
                .text("cinema_name", showing.cinemaName())
                .time("showtime", showing.start());
    }

    static Showing showing(Fields from) {
        return new Showing(from.optionalText("movie_title"), from.optionalText("cinema_name"),
                from.optionalTime("showtime"));
    }

    static void write(Fields to, SeatLock lock) {
        to.text("lock_id", lock.id()).time("lock_expires_at", lock.expiresAt());
    }

    static SeatLock lock(Fields from) {
        return new SeatLock(from.text("lock_id"), from.time("lock_expires_at"));
    }
}

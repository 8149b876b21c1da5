package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.booking.IdempotencyKey;
import com.movieticket.booking.booking.InvalidArgumentException;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.CancellingBooking;
import com.movieticket.booking.workflow.CardDetails;
import com.movieticket.booking.workflow.CreatingBooking;
import com.movieticket.booking.workflow.PayingBooking;
import graphql.schema.DataFetchingEnvironment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a field's arguments into the domain's types, which check themselves.
 *
 * <p>Every method throws {@link InvalidArgumentException} that names the argument. GraphQL lets a client write null for
 * an optional argument even where it has a default: it then counts as not given.
 */
final class Arguments {
    /** Where the context has the request's header of that name. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final int MOST_BOOKINGS = 100;
    static final int LONGEST_CARD_DETAILS = 8192;
    static final String DEFAULT_REASON = "Cancelled by user";

    private final DataFetchingEnvironment field;

    Arguments(DataFetchingEnvironment field) {
        this.field = field;
    }

    BookingId bookingId() {
        return new BookingId(required("booking_id"));
    }

    Bookings.OfUser ofUser() {
        return new Bookings.OfUser(new UserId(required("user_id")),
                this.<String>given("status").map(Arguments::status),
                this.<Instant>given("before"),
                limit(this.<Integer>given("limit").orElse(MOST_BOOKINGS)));
    }

    /** @param mostSeats that one booking may have */
    CreatingBooking.Order creating(int mostSeats) {
        var user = new UserId(required("user_id"));
        var showtime = new ShowtimeId(required("showtime_id"));
        List<String> seats = this.<List<String>>given("seat_numbers").orElseThrow();
        if (seats.size() > mostSeats) {
            throw new InvalidArgumentException("seat_numbers", "must name at most " + mostSeats + " seats");
        }
        Optional<String> key = field.getGraphQlContext().getOrDefault(IDEMPOTENCY_KEY, Optional.empty());
        return new CreatingBooking.Order(user, showtime, new SeatNumbers(seats), key.map(IdempotencyKey::new));
    }

    PayingBooking.Order paying() {
        return new PayingBooking.Order(bookingId(),
                this.<String>given("payment_method").map(PaymentMethod::required).orElse(PaymentMethod.CREDIT_CARD),
                this.<String>given("card_details").map(Arguments::cardDetails).orElse(CardDetails.NONE));
    }

    CancellingBooking.Order cancelling() {
        return new CancellingBooking.Order(bookingId(), this.<String>given("reason").orElse(DEFAULT_REASON));
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > MOST_BOOKINGS) {
            throw new InvalidArgumentException("limit", "must be between 1 and " + MOST_BOOKINGS);
        }
        return limit;
    }

    private static BookingStatus status(String name) {
        return BookingStatus.of(name).orElseThrow(() -> new InvalidArgumentException("status", "must be one of "
                + Stream.of(BookingStatus.values()).map(BookingStatus::wireName).collect(Collectors.joining(", "))));
    }

    /** What the parser has to say is kept back: it may quote the card. */
    private static CardDetails cardDetails(String json) {
        if (json.length() > LONGEST_CARD_DETAILS) {
            throw new InvalidArgumentException("card_details",
                    "must be at most " + LONGEST_CARD_DETAILS + " characters long");
        }
        if (!JsonText.isObject(json)) {
            throw new InvalidArgumentException("card_details", "must be a JSON object");
        }
        return new CardDetails(json);
    }

    private String required(String name) {
        return this.<String>given(name).orElseThrow();
    }

    private <T> Optional<T> given(String name) {
        return Optional.ofNullable(field.getArgument(name));
    }
}

package com.movieticket.booking.testing;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Lease;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.Occasion;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.UserId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One booking in every state, with the values of the API document. */
public final class Sample {
    public static final Instant T0 = Instant.parse("2024-12-15T10:30:00Z");
    public static final Duration HOLD = Duration.ofSeconds(300);
    public static final Duration LEASE = Duration.ofSeconds(60);
    public static final BookingId ID = new BookingId("550e8400-e29b-41d4-a716-446655440000");
    public static final UserId USER = new UserId("507f1f77bcf86cd799439011");
    public static final Optional<String> EMAIL = Optional.of("ada@example.org");
    public static final ShowtimeId SHOWTIME = new ShowtimeId("showtime_123");
    public static final Showing SHOWING = new Showing(Optional.of("Metropolis"), Optional.of("Babylon"),
            Optional.of(Instant.parse("2024-12-24T20:00:00Z")));
    public static final SeatNumbers SEATS = new SeatNumbers(List.of("A1", "A2"));
    public static final Money TOTAL = Money.total(SEATS, 15.0);

    private Sample() {
    }

    public static Occasion occasion(Instant at) {
        return SampleBookings.occasion(at);
    }

    public static Lease lease(Instant now) {
        return SampleBookings.lease(now);
    }

    public static Change created() {
        return Booking.created(ID, USER, EMAIL, SHOWTIME, SHOWING, SEATS, TOTAL, new SeatLock("lock_1", T0.plus(HOLD)),
                occasion(T0));
    }

    public static Booking awaitingPayment() {
        return created().booking();
    }

    public static Booking charging() {
        return SampleBookings.charging(awaitingPayment(), T0).booking();
    }

    public static Booking unverified() {
        return SampleBookings.change(charging().chargeUnverified(lease(T0), T0)).booking();
    }

    public static Booking charged() {
        return SampleBookings.charged(charging(), T0).booking();
    }

    public static Booking confirmed() {
        return SampleBookings.confirmed(charged(), T0).booking();
    }

    public static Booking refundPending() {
        return SampleBookings.change(charged().seatsRefused("Seat confirmation failed", lease(T0), T0)).booking();
    }

    public static Booking refunded() {
        return SampleBookings.refunded(refundPending(), T0).booking();
    }

    public static Booking expired() {
        return SampleBookings.change(awaitingPayment().expired(occasion(T0.plus(HOLD)))).booking();
    }

    public static Booking cancelledByUser() {
        return SampleBookings.cancelled(awaitingPayment(), T0).booking();
    }
}

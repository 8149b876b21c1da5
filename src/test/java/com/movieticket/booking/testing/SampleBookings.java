package com.movieticket.booking.testing;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Lease;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.Occasion;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.Transition;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.UserId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ordinary bookings for tests, led from state to state by the domain's own transitions. */
public final class SampleBookings {
    public static final Instant NOON = Instant.parse("2024-12-15T12:00:00Z");
    public static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private SampleBookings() {
    }

    /** Two seats for 30.00, held for five minutes. */
    public static Change created(String user, Instant at) {
        return created(UUID.randomUUID().toString(), user, at);
    }

    public static Change created(String id, String user, Instant at) {
        return Booking.created(new BookingId(id), new UserId(user), Optional.of("user@example.org"),
                new ShowtimeId("show456"),
                new Showing(Optional.of("Amélie"), Optional.of("Grand Café"), Optional.of(at.plusSeconds(7200))),
                new SeatNumbers(List.of("A1", "A2")), Money.of(30), new SeatLock("lock_" + id, at.plusSeconds(300)),
                occasion(at));
    }

    public static Change charging(Booking booking, Instant now) {
        return change(booking.startCharging(PaymentMethod.CREDIT_CARD, booking.userEmail(), booking.showing(),
                lease(now), now));
    }

    public static Change charged(Booking booking, Instant now) {
        return change(booking.chargeApproved("txn_1", lease(now), now));
    }

    public static Change confirmed(Booking booking, Instant now) {
        return change(booking.seatsConfirmed(occasion(now)));
    }

    public static Change cancelled(Booking booking, Instant now) {
        return change(booking.cancelledByUser("changed my mind", lease(now), occasion(now)));
    }

    public static Change refunded(Booking booking, Instant now) {
        return change(booking.refunded(Optional.of("refund_1"), occasion(now)));
    }

    /** For a minute. */
    public static Lease lease(Instant now) {
        return new Lease("instance-1", now.plus(Duration.ofMinutes(1)));
    }

    public static Occasion occasion(Instant at) {
        return new Occasion(at, UUID.randomUUID().toString(), TRACE);
    }

    /** The change that a transition must be. */
    public static Change change(Transition transition) {
        return switch (transition) {
            case Change change -> change;
            case Transition.Refused refused -> throw new AssertionError("refused: " + refused.refusal());
        };
    }
}

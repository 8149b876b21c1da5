package com.movieticket.booking.booking;

import com.movieticket.booking.booking.BookingState.AwaitingPayment;
import com.movieticket.booking.booking.BookingState.Cancelled;
import com.movieticket.booking.booking.BookingState.Charged;
import com.movieticket.booking.booking.BookingState.Charging;
import com.movieticket.booking.booking.BookingState.Confirmed;
import com.movieticket.booking.booking.BookingState.InProgress;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.BookingState.Refunded;
import com.movieticket.booking.booking.BookingState.Unverified;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.Transition.Refusal;
import com.movieticket.booking.booking.Transition.Refused;

import java.time.Instant;
import java.util.Optional;

/**
 * Seats of one showtime for one user, and how far the deal has come.
 *
 * <p>A value: every transition returns the next booking, or says why there is none, and is applied by a
 * compare-and-set on {@code version}. Nothing here does I/O or reads a clock.
 *
 * @param version   1 when created, one more with every transition
 * @param userEmail for the events; absent when the user service knows none
 * @param showing   for the events
 */
public record Booking(BookingId id, long version, UserId userId, Optional<String> userEmail, ShowtimeId showtimeId,
                      Showing showing, SeatNumbers seats, Money total, SeatLock lock, BookingState state,
                      Instant createdAt, Instant updatedAt) {

    /** A new booking whose seats have just been locked. */
    public static Change created(BookingId id, UserId userId, Optional<String> userEmail, ShowtimeId showtimeId,
                                 Showing showing, SeatNumbers seats, Money total, SeatLock lock, Occasion occasion) {
        var booking = new Booking(id, 1, userId, userEmail, showtimeId, showing, seats, total, lock,
                new AwaitingPayment(0, Optional.empty()), occasion.at(), occasion.at());
        return new Change(booking, Optional.of(booking.event(occasion, new BookingEvent.PendingPayment(lock))));
    }

    /** What clients are told. */
    public BookingStatus status() {
        return state.status();
    }

    /** The charge that stands or stood, if there was one. */
    public Optional<Charge> charge() {
        return switch (state) {
            case Charged s -> Optional.of(s.charge());
            case Confirmed s -> Optional.of(s.charge());
            case RefundPending s -> Optional.of(s.charge());
            case Refunded s -> Optional.of(s.charge());
            case AwaitingPayment _, Charging _, Unverified _, Cancelled _ -> Optional.empty();
        };
    }

    /**
     * When the booking next needs somebody's attention: an unpaid one when its seat lock runs out, one in progress when
     * its lease does; a finished one never.
     */
    public Optional<Instant> dueAt() {
        return switch (state) {
            case AwaitingPayment _ -> Optional.of(lock.expiresAt());
            case InProgress s -> Optional.of(s.lease().until());
            case Confirmed _, Cancelled _, Refunded _ -> Optional.empty();
        };
    }

    /**
     * Why it can't be paid at that instant, or empty when it can: {@code EXPIRED}, {@code PAYMENT_IN_PROGRESS} or
     * {@code NOT_PAYABLE}.
     */
    public Optional<Refusal> unpayable(Instant now) {
        return switch (state) {
            case AwaitingPayment _ -> lock.holdsAt(now) ? Optional.empty() : Optional.of(Refusal.EXPIRED);
            case Charging _, Unverified _, Charged _ -> Optional.of(Refusal.PAYMENT_IN_PROGRESS);
            case Cancelled(Cancellation c, _) when c.cause() == Cancellation.Cause.EXPIRED ->
                    Optional.of(Refusal.EXPIRED);
            case Confirmed _, Cancelled _, RefundPending _, Refunded _ -> Optional.of(Refusal.NOT_PAYABLE);
        };
    }

    /**
     * Claims the booking for one payment attempt. To be stored before the charge is sent. Refused as
     * {@link #unpayable} says.
     *
     * @param userEmail as the user service knows it now
     * @param showing   as the cinema service knows it now
     */
    public Transition startCharging(PaymentMethod method, Optional<String> userEmail, Showing showing, Lease lease,
                                    Instant now) {
        Optional<Refusal> refusal = unpayable(now);
        if (refusal.isPresent() || !(state instanceof AwaitingPayment(int attempts, _))) {
            return new Refused(refusal.orElse(Refusal.OVERTAKEN));
        }
        var charging = new Charging(new Attempt(attempts + 1, method), now, lease);
        return new Change(new Booking(id, version + 1, userId, userEmail, showtimeId, showing, seats, total, lock,
                charging, createdAt, now), Optional.empty());
    }

    /** The payment service has taken the money. Refused as {@code OVERTAKEN}. */
    public Transition chargeApproved(String transactionId, Lease lease, Instant now) {
        return switch (state) {
            case Charging s -> to(new Charged(new Charge(s.attempt(), transactionId, now), lease), now);
            case Unverified s -> to(new Charged(new Charge(s.attempt(), transactionId, now), lease), now);
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /**
     * The payment service has certainly not taken the money: it may be tried again while the seat lock holds. Refused as
     * {@code OVERTAKEN}.
     *
     * @param declinedFor the payment service's reason, when it gave a verdict at all
     */
    public Transition notCharged(Optional<String> declinedFor, Instant now) {
        return switch (state) {
            case Charging s -> to(new AwaitingPayment(s.attempt().number(), declinedFor), now);
            case Unverified s -> to(new AwaitingPayment(s.attempt().number(), declinedFor), now);
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /**
     * Nobody heard what became of the charge, or looking it up did not settle it yet. Refused as {@code OVERTAKEN}.
     *
     * @param lease holds until the next look-up
     */
    public Transition chargeUnverified(Lease lease, Instant now) {
        return switch (state) {
            case Charging s -> to(new Unverified(s.attempt(), s.since(), lease), now);
            case Unverified s -> to(new Unverified(s.attempt(), s.since(), lease), now);
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /** The cinema has confirmed the seats. Refused as {@code OVERTAKEN}. */
    public Transition seatsConfirmed(Occasion occasion) {
        return switch (state) {
            case Charged s -> to(new Confirmed(s.charge(), occasion.at()), occasion,
                    new BookingEvent.Confirmed(s.charge().transactionId()));
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /**
     * The cinema could not be brought to confirm or refuse the seats this time. Refused as {@code OVERTAKEN}.
     *
     * @param lease holds until the next try
     */
    public Transition confirmationPutOff(Lease lease, Instant now) {
        return switch (state) {
            case Charged s -> to(new Charged(s.charge(), lease), now);
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /** The cinema refuses the seats of a paid booking: the money goes back. Refused as {@code OVERTAKEN}. */
    public Transition seatsRefused(String reason, Lease lease, Instant now) {
        return switch (state) {
            case Charged s -> to(new RefundPending(s.charge(), reason, Optional.empty(), 0, lease), now);
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /**
     * The user doesn't want the seats any more. An unpaid booking is cancelled, a confirmed one refunded.
     *
     * <p>Refused as {@code PAYMENT_IN_PROGRESS} or {@code ALREADY_CANCELLED}.
     *
     * @param lease for the refund, if there is one
     */
    public Transition cancelledByUser(String reason, Lease lease, Occasion occasion) {
        var cancellation = new Cancellation(Cancellation.Cause.USER, reason, occasion.at());
        return switch (state) {
            case AwaitingPayment s -> to(new Cancelled(cancellation, s.attempts()), occasion,
                    new BookingEvent.Cancelled(reason));
            case Confirmed s -> to(new RefundPending(s.charge(), reason, Optional.of(cancellation), 0, lease), occasion,
                    new BookingEvent.Cancelled(reason));
            case Charging _, Unverified _, Charged _ -> new Refused(Refusal.PAYMENT_IN_PROGRESS);
            case Cancelled _, RefundPending _, Refunded _ -> new Refused(Refusal.ALREADY_CANCELLED);
        };
    }

    /** The seat lock has run out before the booking was paid. Refused as {@code NOT_DUE} or {@code OVERTAKEN}. */
    public Transition expired(Occasion occasion) {
        return switch (state) {
            case AwaitingPayment _ when lock.holdsAt(occasion.at()) -> new Refused(Refusal.NOT_DUE);
            case AwaitingPayment s -> to(
                    new Cancelled(new Cancellation(Cancellation.Cause.EXPIRED, "expired", occasion.at()), s.attempts()),
                    occasion, new BookingEvent.Cancelled("expired"));
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /** The payment service has given the money back. Refused as {@code OVERTAKEN}. */
    public Transition refunded(Optional<String> refundTransactionId, Occasion occasion) {
        return switch (state) {
            case RefundPending s -> to(
                    new Refunded(s.charge(), s.reason(), s.cancellation(), refundTransactionId, occasion.at()), occasion,
                    new BookingEvent.Refunded(s.charge().transactionId(), refundTransactionId, total, s.reason()));
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /**
     * The payment service could not be brought to give the money back this time. Refused as {@code OVERTAKEN}.
     *
     * @param lease holds until the next try
     */
    public Transition refundPutOff(Lease lease, Instant now) {
        return switch (state) {
            case RefundPending s -> to(
                    new RefundPending(s.charge(), s.reason(), s.cancellation(), s.tries() + 1, lease), now);
            default -> new Refused(Refusal.OVERTAKEN);
        };
    }

    /**
     * Takes a booking in progress over from a holder whose lease has run out. Refused as {@code LEASED} or
     * {@code OVERTAKEN}.
     */
    public Transition takenOver(Lease lease, Instant now) {
        return switch (state) {
            case InProgress s when s.lease().holdsAt(now) -> new Refused(Refusal.LEASED);
            case Charging s -> to(new Charging(s.attempt(), s.since(), lease), now);
            case Unverified s -> to(new Unverified(s.attempt(), s.since(), lease), now);
            case Charged s -> to(new Charged(s.charge(), lease), now);
            case RefundPending s -> to(
                    new RefundPending(s.charge(), s.reason(), s.cancellation(), s.tries(), lease), now);
            case AwaitingPayment _, Confirmed _, Cancelled _, Refunded _ -> new Refused(Refusal.OVERTAKEN);
        };
    }

    private Change to(BookingState next, Instant now) {
        return new Change(moved(next, now), Optional.empty());
    }

    private Change to(BookingState next, Occasion occasion, BookingEvent.Details details) {
        var booking = moved(next, occasion.at());
        return new Change(booking, Optional.of(booking.event(occasion, details)));
    }

    private Booking moved(BookingState next, Instant now) {
        return new Booking(id, version + 1, userId, userEmail, showtimeId, showing, seats, total, lock, next,
                createdAt, now);
    }

    private BookingEvent event(Occasion occasion, BookingEvent.Details details) {
        return new BookingEvent(occasion.eventId(), occasion.at(), id, userId, userEmail, showtimeId, showing, seats,
                total, occasion.traceparent(), details);
    }
}

package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState.Charging;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.Transition.Refusal;
import com.movieticket.booking.booking.Transition.Refused;
import com.movieticket.booking.workflow.Cinema.Showtime;
import com.movieticket.booking.workflow.Payments.ChargeAnswer;
import com.movieticket.booking.workflow.Payments.ChargeOrder;
import com.movieticket.booking.workflow.Users.User;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** {@code process_payment}: the eight steps of the API document, in its order. */
public final class PayingBooking {
    private static final Logger LOG = System.getLogger(PayingBooking.class.getName());

    private final Bookings bookings;
    private final Users users;
    private final Cinema cinema;
    private final Payments payments;
    private final Journal journal;
    private final SettlingPayment settling;
    private final ExpiringBookings expiring;
    private final ServiceInstance here;
    private final Together together;
    private final Duration lease;
    private final Duration sendBy;

    /** Which booking, and how it is paid. */
    public record Order(BookingId booking, PaymentMethod method, CardDetails details) {
    }

    /**
     * @param lease  for so long nobody else may go on with the payment; longer than all of its calls together
     * @param settle for so long after a charge was begun, a look-up that finds nothing proves nothing; a charge that
     *               can't be sent within a quarter of it isn't sent at all
     */
    public PayingBooking(Bookings bookings, Users users, Cinema cinema, Payments payments, Journal journal,
                         SettlingPayment settling, ExpiringBookings expiring, ServiceInstance here, Together together,
                         Duration lease, Duration settle) {
        this.bookings = bookings;
        this.users = users;
        this.cinema = cinema;
        this.payments = payments;
        this.journal = journal;
        this.settling = settling;
        this.expiring = expiring;
        this.here = here;
        this.together = together;
        this.lease = lease;
        this.sendBy = settle.dividedBy(4);
    }

    /**
     * Answers with {@code Paid}, or with what stands in the way.
     *
     * @throws UnavailableException when a neighbour or the store can't be reached; nothing is charged then
     */
    public Outcome pay(Order order, Caller caller) {
        return LogContext.about(order.booking(), () -> payFor(order, caller));
    }

    private Outcome payFor(Order order, Caller caller) {
        Optional<Booking> found = bookings.find(order.booking());
        if (found.isEmpty()) {
            return new Outcome.BookingNotFound();
        }
        Booking booking = found.get();
        if (!caller.mayActFor(booking.userId())) {
            return new Outcome.NotAllowed();
        }
        Optional<Refusal> refusal = booking.unpayable(here.now());         // 1. the status, 2. the seat lock
        if (refusal.isPresent()) {
            return refused(booking, refusal.get(), caller);
        }
        payments.requireReachable();
        return together.both(
                () -> users.find(booking.userId(), caller),                // 3. the user
                () -> showing(booking, caller),                            // 4. the showtime
                (user, showing) -> TimeLimit.lifted(() -> claim(order, booking, user, showing, caller)));
    }

    /**
     * Nothing is charged that isn't claimed first: the claim names the attempt, and only one caller gets it. From here on
     * the payment goes to its end, however long its caller is willing to wait.
     */
    private Outcome claim(Order order, Booking booking, Optional<User> user, Optional<Showing> showing, Caller caller) {
        if (user.isEmpty()) {
            return new Outcome.UserNotFound();
        }
        if (showing.isEmpty()) {
            return new Outcome.ShowtimeNotFound();
        }
        return switch (booking.startCharging(order.method(), user.get().email(), showing.get(), here.lease(lease),
                here.now())) {
            case Change claim when journal.write(claim) -> charge(order, claim.booking(), caller);
            case Change _ -> overtaken(order, caller);
            case Refused(Refusal refusal) -> refused(booking, refusal, caller);
        };
    }

    private Outcome charge(Order order, Booking claimed, Caller caller) {
        if (!(claimed.state() instanceof Charging charging)) {
            throw new IllegalStateException("only a claimed booking is charged");
        }
        if (here.now().isAfter(charging.since().plus(sendBy))) {
            // We were stopped in our tracks. Who takes the payment over may soon conclude that nothing was charged.
            settling.notCharged(claimed, Optional.empty());
            throw new UnavailableException(Dependency.PAYMENT, "the charge could not be sent in time");
        }
        var charge = new ChargeOrder(claimed.id(), claimed.userId(), claimed.total(), charging.attempt(),
                order.details());
        return switch (payments.charge(charge, caller)) {                  // 5. the money
            case ChargeAnswer.Approved(String transactionId) ->
                    settling.approved(claimed, transactionId, caller);     // 6. the seats, 7. the status, 8. the event
            case ChargeAnswer.Declined(String reason) -> {
                settling.notCharged(claimed, Optional.of(reason));
                yield new Outcome.PaymentDeclined(reason);
            }
            case ChargeAnswer.NotMade(String problem) -> {
                settling.notCharged(claimed, Optional.empty());
                throw new UnavailableException(Dependency.PAYMENT, problem);
            }
            case ChargeAnswer.Unknown(String problem) -> {
                LOG.log(Level.WARNING, () -> "The outcome of charging " + charging.attempt().key(claimed.id())
                        + " is unknown: " + problem);
                settling.unverified(claimed, charging.since());
                yield new Outcome.PaymentUnverified();
            }
        };
    }

    /** What the events say of the showtime decides nothing, so a cinema that can't be reached now is no obstacle. */
    private Optional<Showing> showing(Booking booking, Caller caller) {
        try {
            return cinema.showtime(booking.showtimeId(), caller).map(Showtime::showing);
        } catch (UnavailableException e) {
            LOG.log(Level.WARNING, () -> "Going on with what was known of the showtime of booking " + booking.id()
                    + ": " + e.getMessage());
            return Optional.of(booking.showing());
        }
    }

    /** Somebody else has changed the booking since we read it; they were faster, and what they did decides. */
    private Outcome overtaken(Order order, Caller caller) {
        return bookings.find(order.booking())
                .map(now -> now.unpayable(here.now())
                        .map(refusal -> refused(now, refusal, caller))
                        .orElseGet(Outcome.PaymentInProgress::new))
                .orElseGet(Outcome.BookingNotFound::new);
    }

    private Outcome refused(Booking booking, Refusal refusal, Caller caller) {
        return switch (refusal) {
            case EXPIRED -> {
                expiring.expire(booking, caller);
                yield new Outcome.Expired();
            }
            case PAYMENT_IN_PROGRESS, OVERTAKEN, LEASED -> new Outcome.PaymentInProgress();
            case NOT_PAYABLE, ALREADY_CANCELLED, NOT_DUE -> new Outcome.NotPayable();
        };
    }
}

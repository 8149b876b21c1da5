package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.Transition;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.Transition.Refused;
import com.movieticket.booking.workflow.Cinema.ConfirmAnswer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * From a verdict on the money to the end of the payment: the second half of {@code process_payment}, and what a payment
 * left behind by a dead instance is driven through.
 *
 * <p>Nothing here throws because of the store: the money has been taken or not, whatever we can write down at the
 * moment. What isn't written is found by {@link ResumingPayments} when the lease has run out.
 */
public final class SettlingPayment {
    private static final Logger LOG = System.getLogger(SettlingPayment.class.getName());
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration SELDOM = Duration.ofMinutes(1);

    private final Cinema cinema;
    private final Journal journal;
    private final ServiceInstance here;
    private final Duration lease;

    /**
     * @param lease for confirming the seats
     */
    public SettlingPayment(Cinema cinema, Journal journal, ServiceInstance here, Duration lease) {
        this.cinema = cinema;
        this.journal = journal;
        this.here = here;
        this.lease = lease;
    }

    /** The money is taken: writes it down and confirms the seats. */
    Outcome approved(Booking charging, String transactionId, Caller caller) {
        return write(charging.chargeApproved(transactionId, here.lease(lease), here.now()))
                .map(charged -> confirmSeats(charged, caller))
                .orElseGet(Outcome.PaymentUnverified::new);
    }

    /** The money is certainly not taken: the booking may be paid again. */
    void notCharged(Booking charging, Optional<String> declinedFor) {
        write(charging.notCharged(declinedFor, here.now()));
    }

    /** Nobody knows whether the money is taken: to be looked up soon, and ever more seldom. */
    void unverified(Booking charging, Instant since) {
        write(charging.chargeUnverified(here.lease(patience(since)), here.now()));
    }

    /** Turns the locked seats of a paid booking into sold ones, or sees to it that the money goes back. */
    Outcome confirmSeats(Booking charged, Caller caller) {
        ConfirmAnswer answer;
        try {
            answer = cinema.confirm(charged.lock().id(), charged.id(), charged.userId(), caller);
        } catch (UnavailableException e) {
            LOG.log(Level.WARNING, () -> "Seats of paid booking " + charged.id() + " are not confirmed yet: "
                    + e.getMessage());
            charged.charge().ifPresent(charge ->
                    write(charged.confirmationPutOff(here.lease(patience(charge.at())), here.now())));
            return new Outcome.PaymentUnverified();
        }
        return switch (answer) {
            case ConfirmAnswer.Confirmed() -> write(charged.seatsConfirmed(here.occasion(caller)))
                    .<Outcome>map(Outcome.Paid::new)
                    .orElseGet(Outcome.PaymentUnverified::new);
            case ConfirmAnswer.Refused(String reason) -> refund(charged, reason);
        };
    }

    /** The lease ends at once, so that {@link Refunding} takes the booking up. */
    private Outcome refund(Booking charged, String reason) {
        LOG.log(Level.WARNING, () -> "The cinema refuses the seats of paid booking " + charged.id() + ": " + reason);
        return write(charged.seatsRefused("Seat confirmation failed", here.lease(Duration.ZERO), here.now()))
                .<Outcome>map(_ -> new Outcome.SeatsNotConfirmed())
                .orElseGet(Outcome.PaymentUnverified::new);
    }

    /** Half as long again as it has lasted so far, within bounds. */
    private Duration patience(Instant since) {
        Duration half = Duration.between(since, here.now()).dividedBy(2);
        return half.compareTo(SOON) < 0 ? SOON : half.compareTo(SELDOM) > 0 ? SELDOM : half;
    }

    private Optional<Booking> write(Transition transition) {
        return switch (transition) {
            case Change change -> {
                try {
                    yield journal.write(change) ? Optional.of(change.booking()) : Optional.empty();
                } catch (UnavailableException e) {
                    LOG.log(Level.ERROR, () -> "Booking " + change.booking().id()
                            + " could not be written; it is taken up again when its lease has run out: "
                            + e.getMessage());
                    yield Optional.empty();
                }
            }
            case Refused(var refusal) -> throw new IllegalStateException("a settling payment was refused: " + refusal);
        };
    }
}

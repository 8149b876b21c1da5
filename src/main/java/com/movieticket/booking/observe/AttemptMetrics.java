package com.movieticket.booking.observe;

import com.movieticket.booking.booking.InvalidArgumentException;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.UnavailableException;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code bookings_created_total} and {@code payments_total}: what comes of each attempt to book or to pay, as its client is
 * told. Who may not do it at all has not attempted it; a payment with bad input says nothing about payments. Thread-safe.
 */
public final class AttemptMetrics {
    private enum Creation { CREATED, SEATS_UNAVAILABLE, USER_NOT_FOUND, SHOWTIME_NOT_FOUND, INVALID, UNAVAILABLE, ERROR }

    private enum Payment { APPROVED, DECLINED, UNKNOWN, EXPIRED, IN_PROGRESS, NOT_PAYABLE, UNAVAILABLE, ERROR }

    private final Counters<Creation> creations;
    private final Counters<Payment> payments;

    public AttemptMetrics(Metrics metrics) {
        creations = new Counters<>(metrics, "bookings_created", "Attempts to create a booking, by what came of them.",
                "outcome", Creation.class);
        payments = new Counters<>(metrics, "payments", "Attempts to pay for a booking, by what came of them.",
                "outcome", Payment.class);
    }

    /** Makes an attempt to create a booking. */
    public Outcome creating(Supplier<Outcome> attempt) {
        try {
            Outcome outcome = attempt.get();
            creation(outcome).ifPresent(creations::add);
            return outcome;
        } catch (InvalidArgumentException e) {
            creations.add(Creation.INVALID);
            throw e;
        } catch (UnavailableException e) {
            creations.add(Creation.UNAVAILABLE);
            throw e;
        } catch (RuntimeException | Error e) {
            creations.add(Creation.ERROR);
            throw e;
        }
    }

    /** Makes an attempt to pay. */
    public Outcome paying(Supplier<Outcome> attempt) {
        try {
            Outcome outcome = attempt.get();
            payment(outcome).ifPresent(payments::add);
            return outcome;
        } catch (InvalidArgumentException e) {
            throw e;
        } catch (UnavailableException e) {
            payments.add(Payment.UNAVAILABLE);
            throw e;
        } catch (RuntimeException | Error e) {
            payments.add(Payment.ERROR);
            throw e;
        }
    }

    private static Optional<Creation> creation(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Created _ -> Optional.of(Creation.CREATED);
            case Outcome.SeatsUnavailable _ -> Optional.of(Creation.SEATS_UNAVAILABLE);
            case Outcome.UserNotFound _ -> Optional.of(Creation.USER_NOT_FOUND);
            case Outcome.ShowtimeNotFound _ -> Optional.of(Creation.SHOWTIME_NOT_FOUND);
            case Outcome.NotAllowed _ -> Optional.empty();
            default -> Optional.of(Creation.ERROR); // nothing else can come of it
        };
    }

    /** Seats that can't be confirmed are another matter: the payment was approved, and is given back. */
    private static Optional<Payment> payment(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Paid _, Outcome.SeatsNotConfirmed _ -> Optional.of(Payment.APPROVED);
            case Outcome.PaymentDeclined _ -> Optional.of(Payment.DECLINED);
            case Outcome.PaymentUnverified _ -> Optional.of(Payment.UNKNOWN);
            case Outcome.Expired _ -> Optional.of(Payment.EXPIRED);
            case Outcome.PaymentInProgress _ -> Optional.of(Payment.IN_PROGRESS);
            case Outcome.NotPayable _, Outcome.BookingNotFound _, Outcome.UserNotFound _, Outcome.ShowtimeNotFound _ ->
                    Optional.of(Payment.NOT_PAYABLE);
            case Outcome.NotAllowed _ -> Optional.empty();
            case Outcome.Created _, Outcome.Cancelled _, Outcome.SeatsUnavailable _ -> Optional.of(Payment.ERROR);
        };
    }
}

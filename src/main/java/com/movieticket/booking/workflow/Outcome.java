package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;

/** What came of a use case, for the edge to put into words. */
public sealed interface Outcome {
    /** The seats are locked, the booking waits for payment. */
    record Created(Booking booking) implements Outcome {
    }

    /** Paid, seats confirmed. */
    record Paid(Booking booking) implements Outcome {
    }

    /**
     * Cancelled, now or before.
     *
     * @param refund whether money goes, or went, back
     */
    record Cancelled(Booking booking, boolean refund) implements Outcome {
    }

    /** The booking, or the user for whom one was wanted, is not the caller's business; nothing was done. */
    record NotAllowed() implements Outcome {
    }

    /** There is no such user, or the account isn't active. */
    record UserNotFound() implements Outcome {
    }

    /** There is no such showtime. */
    record ShowtimeNotFound() implements Outcome {
    }

    /**
     * At least one seat can't be had.
     *
     * @param reason as the cinema gave it
     */
    record SeatsUnavailable(String reason) implements Outcome {
    }

    /** There is no such booking. */
    record BookingNotFound() implements Outcome {
    }

    /** It doesn't wait for payment any more. */
    record NotPayable() implements Outcome {
    }

    /** Somebody else is paying it just now, or an earlier payment isn't settled. */
    record PaymentInProgress() implements Outcome {
    }

    /** It wasn't paid in time. */
    record Expired() implements Outcome {
    }

    /**
     * The payment service said no; it may be tried again while the seats are held.
     *
     * @param reason as the payment service gave it
     */
    record PaymentDeclined(String reason) implements Outcome {
    }

    /** Nobody knows yet whether money was taken, or whether the seats of a paid booking are confirmed. */
    record PaymentUnverified() implements Outcome {
    }

    /** Paid, but the cinema refused the seats: the money goes back. */
    record SeatsNotConfirmed() implements Outcome {
    }
}

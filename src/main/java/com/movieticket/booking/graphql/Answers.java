package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.graphql.Answer.Failure;
import com.movieticket.booking.graphql.Answer.InBand;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.Outcome.BookingNotFound;
import com.movieticket.booking.workflow.Outcome.Cancelled;
import com.movieticket.booking.workflow.Outcome.Created;
import com.movieticket.booking.workflow.Outcome.Expired;
import com.movieticket.booking.workflow.Outcome.NotAllowed;
import com.movieticket.booking.workflow.Outcome.NotPayable;
import com.movieticket.booking.workflow.Outcome.Paid;
import com.movieticket.booking.workflow.Outcome.PaymentDeclined;
import com.movieticket.booking.workflow.Outcome.PaymentInProgress;
import com.movieticket.booking.workflow.Outcome.PaymentUnverified;
import com.movieticket.booking.workflow.Outcome.SeatsNotConfirmed;
import com.movieticket.booking.workflow.Outcome.SeatsUnavailable;
import com.movieticket.booking.workflow.Outcome.ShowtimeNotFound;
import com.movieticket.booking.workflow.Outcome.UserNotFound;

import java.time.Duration;
import java.util.Optional;

/** The API document's words for each outcome, and which of them are errors: the table of the wire contract, in code. */
final class Answers {
    static final Failure NOT_AUTHENTICATED = new Failure(ErrorCode.UNAUTHENTICATED, "Authentication required");
    static final Failure NOT_ALLOWED = new Failure(ErrorCode.FORBIDDEN, "Not allowed");

    private static final String LOCK_FAILED = "Failed to lock seats: ";
    private static final String PAYMENT_FAILED = "Payment failed: ";

    private final String created;

    /** @param hold how long seats are kept for an unpaid booking */
    Answers(Duration hold) {
        created = "Booking created successfully. Please complete payment within " + inWords(hold) + ".";
    }

    Answer to(Outcome outcome) {
        return switch (outcome) {
            case Created(Booking booking) ->
                    new InBand(true, Optional.of(booking), created, Optional.of(booking.lock().id()));
            case Paid(Booking booking) ->
                    done(booking, "Booking confirmed successfully! Check your email for confirmation details.");
            case Cancelled(Booking booking, boolean refund) ->
                    done(booking, refund ? "Booking cancelled. Refund initiated." : "Booking cancelled.");
            case NotAllowed() -> NOT_ALLOWED;
            case UserNotFound() -> new Failure(ErrorCode.USER_NOT_FOUND, "User not found");
            case ShowtimeNotFound() -> new Failure(ErrorCode.SHOWTIME_NOT_FOUND, "Showtime not found");
            case SeatsUnavailable(String reason) -> refused(prefixed(LOCK_FAILED, reason));
            case BookingNotFound() -> refused("Booking not found");
            case NotPayable() -> refused("Booking is not in pending payment status");
            case PaymentInProgress() -> refused("Payment is already being processed");
            case Expired() -> refused("Booking expired. Seats are no longer reserved.");
            case PaymentDeclined(String reason) -> refused(prefixed(PAYMENT_FAILED, reason));
            case PaymentUnverified() -> refused("Payment is being verified. You will not be charged twice.");
            case SeatsNotConfirmed() ->
                    refused("Payment processed but seat confirmation failed. Refund initiated.");
        };
    }

    private static InBand done(Booking booking, String message) {
        return new InBand(true, Optional.of(booking), message, Optional.empty());
    }

    private static InBand refused(String message) {
        return new InBand(false, Optional.empty(), message, Optional.empty());
    }

    /** Once, however often the neighbour has already put it there. */
    private static String prefixed(String prefix, String reason) {
        String rest = reason;
        while (rest.regionMatches(true, 0, prefix, 0, prefix.length())) {
            rest = rest.substring(prefix.length());
        }
        return prefix + rest;
    }

    /** Whole minutes, rounded down so as not to promise too much; seconds below two minutes. */
    private static String inWords(Duration hold) {
        return hold.toMinutes() < 2 ? hold.toSeconds() + " seconds" : hold.toMinutes() + " minutes";
    }
}

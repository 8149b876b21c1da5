package com.movieticket.booking.cinema;

import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.resilience.Reason;
import com.movieticket.booking.workflow.Cinema.ConfirmAnswer;
import com.movieticket.booking.workflow.Cinema.LockAnswer;
import com.movieticket.booking.workflow.Cinema.Showtime;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.cinema.grpc.ConfirmSeatBookingResponse;
import com.movieticket.cinema.grpc.LockSeatsResponse;
import com.movieticket.cinema.grpc.ShowtimeDetailsResponse;

import java.time.Instant;
import java.util.Optional;

/** What the cinema's answers mean; those that mean nothing count as none. In proto3 an absent value reads as zero. */
final class Answers {
    /** The last second that RFC 3339 can write. */
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private Answers() {
    }

    /** @throws UnavailableException when it has no price that could be charged */
    static Showtime showtime(ShowtimeId id, ShowtimeDetailsResponse answer) {
        if (!answer.hasShowtime()) {
            throw malformed("a showtime without details");
        }
        double price = answer.getShowtime().getBasePrice();
        if (!Double.isFinite(price) || price < 0) {
            throw malformed("a showtime with the price " + price);
        }
        var showing = new Showing(Reason.of(answer.getMovie().getTitle()), Reason.of(answer.getCinema().getName()),
                instant(answer.getShowtime().getStartTime()));
        return new Showtime(id, showing, price);
    }

    /** @throws UnavailableException when seats are said to be locked by a lock without an id */
    static LockAnswer lock(LockSeatsResponse answer) {
        if (!answer.getSuccess()) {
            return new LockAnswer.Taken(Reason.of(answer.getMessage()).orElseGet(() -> taken(answer)));
        }
        if (answer.getLockId().isBlank()) {
            throw malformed("a lock without an id");
        }
        // A deadline in milliseconds lies far behind every calendar: still a deadline, for others to distrust.
        return new LockAnswer.Locked(answer.getLockId(), instant(Math.min(answer.getExpiresAt(), LATEST)));
    }

    private static String taken(LockSeatsResponse answer) {
        return Reason.of(String.join(", ", answer.getFailedSeatsList()))
                .map(seats -> "Seats " + seats + " are already booked")
                .orElse("Seats are not available");
    }

    static ConfirmAnswer confirm(ConfirmSeatBookingResponse answer) {
        return answer.getSuccess()
                ? new ConfirmAnswer.Confirmed()
                : new ConfirmAnswer.Refused(Reason.of(answer.getMessage()).orElse("no reason given"));
    }

    /** Empty for 0, and for what no showtime and no lock can have. */
    private static Optional<Instant> instant(long unixSeconds) {
        return unixSeconds <= 0 || unixSeconds > LATEST
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(unixSeconds));
    }

    private static UnavailableException malformed(String what) {
        return new UnavailableException(Dependency.CINEMA, "answered with " + what);
    }
}

package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The cinema service: who sits where. */
public interface Cinema {
    /**
     * A showtime that can be booked.
     *
     * @param price of one seat; finite, not negative
     */
    record Showtime(ShowtimeId id, Showing showing, double price) {
    }

    /** What comes of asking for a seat lock. */
    sealed interface LockAnswer {
        /**
         * The seats are ours for a while.
         *
         * @param expiresAt as the cinema says; not to be trusted
         */
        record Locked(String lockId, Optional<Instant> expiresAt) implements LockAnswer {
        }

        /**
         * At least one seat can't be had; none is locked.
         *
         * @param reason for the user: {@code Seats A1, A2 are already booked}
         */
        record Taken(String reason) implements LockAnswer {
        }

        /** The cinema knows no such showtime. */
        record NoSuchShowtime() implements LockAnswer {
        }
    }

    /** What comes of confirming locked seats. */
    sealed interface ConfirmAnswer {
        /** The seats are sold to the user. */
        record Confirmed() implements ConfirmAnswer {
        }

        /**
         * The seats are not sold, and will not be under this lock.
         *
         * @param reason for the log
         */
        record Refused(String reason) implements ConfirmAnswer {
        }
    }

    /**
     * The showtime, or empty when there is none.
     *
     * @throws UnavailableException when it can't be known now
     */
    Optional<Showtime> showtime(ShowtimeId id, Caller caller);

    /**
     * Locks all of the seats or none.
     *
     * @param hold whole seconds
     * @throws UnavailableException when no answer was heard; the seats may be locked, until the cinema's own timer
     *                              releases them
     */
    LockAnswer lock(ShowtimeId showtime, SeatNumbers seats, BookingId booking, Duration hold, Caller caller);

    /**
     * Sells the locked seats.
     *
     * @throws UnavailableException when no answer was heard; the seats may be sold
     */
    ConfirmAnswer confirm(String lockId, BookingId booking, UserId user, Caller caller);

    /**
     * Gives locked seats back. Releasing what isn't locked does nothing.
     *
     * @throws UnavailableException when no answer was heard
     */
    void release(String lockId, BookingId booking, Caller caller);
}

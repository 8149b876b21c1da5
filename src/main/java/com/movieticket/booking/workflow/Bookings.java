package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.UserId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where bookings are kept. A change and its event are one write: both are there afterwards, or neither. */
public interface Bookings {
    /** What became of a change. */
    enum Written {
        /** Stored; its event, if it has one, is the only one that waits in the booking's outbox. */
        FIRST,
        /** Stored; its event waits behind earlier ones, and whoever publishes those goes on with it. */
        BEHIND,
        /** Not stored: the booking is no longer at the version that the change came from. */
        OVERTAKEN
    }

    /** Kinds of unfinished business, each with a sweeper of its own. */
    enum Due {
        /** Unpaid, the seat lock has run out. */
        EXPIRY,
        /** A payment in progress whose lease has run out. */
        PAYMENT,
        /** A refund in progress whose lease has run out. */
        REFUND
    }

    /**
     * Bookings of one user, newest first.
     *
     * @param status only of this status, when present
     * @param before only created before this instant, when present
     * @param limit  1 to 1000
     */
    record OfUser(UserId user, Optional<BookingStatus> status, Optional<Instant> before, int limit) {
    }

    /**
     * Stores a new booking with its event.
     *
     * @return {@code FIRST}, or {@code OVERTAKEN} when there is another booking of that id
     * @throws UnavailableException when it can't be said whether it was stored, or it says that it certainly wasn't
     */
    Written add(Change created);

    /**
     * Stores a change with its event if the booking is still at the version before it.
     *
     * @throws UnavailableException when it can't be said whether it was stored
     */
    Written apply(Change change);

    /** @throws UnavailableException when it can't be known now */
    Optional<Booking> find(BookingId id);

    /** @throws UnavailableException when it can't be known now */
    List<Booking> find(OfUser query);

    /**
     * Bookings whose {@link Booking#dueAt()} has come, longest overdue first.
     *
     * @param limit 1 to 1000
     * @throws UnavailableException when it can't be known now
     */
    List<Booking> due(Due kind, Instant now, int limit);
}

package com.movieticket.booking.booking;

import java.util.Optional;

/** What comes of something happening to a booking: a change, or a refusal. */
public sealed interface Transition {
    /**
     * The booking as it becomes, and the event that tells of it. Both are stored in one write, or neither.
     *
     * @param booking one version further than the booking it came from
     */
    record Change(Booking booking, Optional<BookingEvent> event) implements Transition {
    }

    /** Nothing changes. */
    record Refused(Refusal refusal) implements Transition {
    }

    /** Why nothing changes. */
    enum Refusal {
        /** The seat lock has run out, or the booking was cancelled because it had. */
        EXPIRED,
        /** The seat lock still holds, so it can't expire. */
        NOT_DUE,
        /** A payment is under way: claimed, sent, unanswered, or taken and not settled. */
        PAYMENT_IN_PROGRESS,
        /** It doesn't wait for payment any more. */
        NOT_PAYABLE,
        /** It was cancelled before, or is being refunded. */
        ALREADY_CANCELLED,
        /** Somebody else holds the lease. */
        LEASED,
        /** It isn't in the state that this step starts from: somebody else has done it. */
        OVERTAKEN
    }
}

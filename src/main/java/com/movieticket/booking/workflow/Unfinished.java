package com.movieticket.booking.workflow;

import java.time.Instant;
import java.util.Optional;

/** How much is still to be done, by all instances together. Each question costs as much as there is to be done. */
public interface Unfinished {
    /**
     * Unpaid bookings that nobody is paying just now.
     *
     * @param active  whose seat lock holds
     * @param expired whose seat lock has run out, and that are to be cancelled
     */
    record SeatLocks(long active, long expired) {
    }

    /**
     * Money that must be given back.
     *
     * @param oldest since when the first of it must: since the user cancelled, or since the charge, where the cinema
     *               refused the seats right after it
     */
    record Refunds(long open, Optional<Instant> oldest) {
    }

    /** @throws UnavailableException when it can't be known now */
    SeatLocks seatLocks(Instant now);

    /** @throws UnavailableException when it can't be known now */
    Refunds refunds();
}

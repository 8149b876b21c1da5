package com.movieticket.booking.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The cinema's promise to keep seats for a booking.
 *
 * @param id        the cinema's id of the lock
 * @param expiresAt from this instant on the seats are no longer ours
 */
public record SeatLock(String id, Instant expiresAt) {
    /**
     * A lock just granted, with a deadline that can be believed: the earlier of what the cinema says and our own clock
     * plus the hold. The existing cinema service computes its deadline in its local time zone, so one that
     * {@linkplain #plausible isn't plausible} doesn't count.
     */
    public static SeatLock granted(String id, Optional<Instant> claimed, Instant now, Duration hold) {
        Instant ours = now.plus(hold);
        return new SeatLock(id, claimed
                .filter(deadline -> plausible(deadline, now, hold))
                .filter(deadline -> deadline.isBefore(ours))
                .orElse(ours));
    }

    /** Whether a deadline lies ahead, and no further than twice the hold. */
    public static boolean plausible(Instant claimed, Instant now, Duration hold) {
        return claimed.isAfter(now) && !claimed.isAfter(now.plus(hold.multipliedBy(2)));
    }

    /** Whether the seats are still ours at that instant. */
    public boolean holdsAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}

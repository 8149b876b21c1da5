package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Lease;
import com.movieticket.booking.booking.Occasion;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * This running service among others of its kind: its name, its clock and its dice. Safe for use by many threads if the
 * clock and the generator are.
 *
 * @param name   stands in the leases that it holds
 * @param clock  ticks in milliseconds
 * @param random makes ids, so it must be unpredictable outside of tests
 */
public record ServiceInstance(String name, InstantSource clock, RandomGenerator random) {
    /** The time. */
    public Instant now() {
        return clock.instant();
    }

    /** A new booking's id: a random UUID. */
    public BookingId bookingId() {
        return new BookingId(uuid());
    }

    /** Something happening now, on behalf of a caller. */
    public Occasion occasion(Caller caller) {
        return new Occasion(now(), uuid(), caller.traceparent());
    }

    /** A lease held by this instance, from now on. */
    public Lease lease(Duration duration) {
        return new Lease(name, now().plus(duration));
    }

    /** Nobody: work that no request asked for, in a trace of its own. */
    public Caller nobody() {
        return new Caller(Authority.ANY_USER, Optional.empty(), TraceParent.next(random));
    }

    private String uuid() {
        long version4 = random.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
        long variant2 = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(version4, variant2).toString();
    }
}

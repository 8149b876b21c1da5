package com.movieticket.booking.sandbox;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** New ids with a prefix: {@code lock_550e8400-e29b-41d4-a716-446655440001}. As thread-safe as its source. */
record Ids(RandomGenerator random) {
    /** Prefix, underscore, and a random UUID (RFC 9562, version 4). */
    String next(String prefix) {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & ~(0b11L << 62) | 0b10L << 62;
        return prefix + "_" + new UUID(high, low);
    }
}

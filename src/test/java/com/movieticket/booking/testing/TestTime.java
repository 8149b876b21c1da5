package com.movieticket.booking.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Nanoseconds that pass when a test says so. They begin, as those of the machine may, far below zero. */
public final class TestTime implements LongSupplier {
    private final AtomicLong now = new AtomicLong(-3_600_000_000_123L);

    @Override
    public long getAsLong() {
        return now.get();
    }

    public void advance(Duration by) {
        now.addAndGet(by.toNanos());
    }
}

package com.movieticket.booking.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, and fails with the last assertion when it doesn't in time. */
public final class Eventually {
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private final Duration limit;

    private Eventually(Duration limit) {
        this.limit = limit;
    }

    public static Eventually within(Duration limit) {
        return new Eventually(limit);
    }

    /** Runs the assertion until it holds. */
    public void check(Runnable assertion) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not within " + limit + ": " + e.getMessage(), e);
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}

package com.movieticket.booking.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true, and fails with the last assertion when it doesn't in time. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Duration limit;
    private final Duration pause;

    private Eventually(Duration limit, Duration pause) {
        this.limit = limit;
        this.pause = pause;
    }

    public static Eventually within(Duration limit) {
        return new Eventually(limit, PAUSE);
    }

    /** Looks less often, where looking costs something. */
    public Eventually every(Duration longer) {
        return new Eventually(limit, longer);
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
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}

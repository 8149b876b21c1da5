package com.movieticket.booking.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps retries a small part of the calls: every call earns a tenth of one, and what isn't used is saved up to ten. So a
 * neighbour in trouble gets a tenth more to do, not a multiple. Thread-safe.
 */
final class RetryBudget {
    private static final int PRICE = 10;
    private static final int MOST = 10 * PRICE;

    private final AtomicInteger saved = new AtomicInteger(MOST);

    /** For a call. */
    void earn() {
        saved.updateAndGet(now -> Math.min(MOST, now + 1));
    }

    /** For a retry. Returns whether there was enough. */
    boolean spend() {
        return saved.getAndUpdate(now -> now < PRICE ? now : now - PRICE) >= PRICE;
    }
}

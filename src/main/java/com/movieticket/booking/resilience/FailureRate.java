package com.movieticket.booking.resilience;

import java.time.Duration;

/**
 * Which part of the calls of the last while has failed.
 *
 * <p>It counts in tenths of that while, which are forgotten one by one. Not thread-safe.
 */
final class FailureRate {
    private static final int SLOTS = 10;

    private final int[] calls = new int[SLOTS];
    private final int[] failures = new int[SLOTS];
    private final long slotNanos;
    private long newest;

    /**
     * @param window at least ten nanoseconds
     * @param now    like {@link System#nanoTime}, never less than before
     */
    FailureRate(Duration window, long now) {
        this.slotNanos = window.toNanos() / SLOTS;
        this.newest = Math.floorDiv(now, slotNanos);
    }

    void add(boolean failed, long now) {
        forget(now);
        int slot = index(newest);
        calls[slot]++;
        failures[slot] += failed ? 1 : 0;
    }

    int calls(long now) {
        forget(now);
        return sum(calls);
    }

    int failures(long now) {
        forget(now);
        return sum(failures);
    }

    private void forget(long now) {
        long current = Math.floorDiv(now, slotNanos);
        long oldestToClear = Math.max(newest + 1, current - SLOTS + 1);
        for (long slot = oldestToClear; slot <= current; slot++) {
            calls[index(slot)] = 0;
            failures[index(slot)] = 0;
        }
        newest = Math.max(newest, current);
    }

    private static int index(long slot) {
        return (int) Math.floorMod(slot, (long) SLOTS);
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}

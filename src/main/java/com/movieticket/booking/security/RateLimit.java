package com.movieticket.booking.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A token bucket for each client: {@code burst} requests at once, and {@code perSecond} in the long run.
 *
 * <p>A bucket is kept as one number, the time at which it will be full again (the generic cell rate algorithm of ITU-T
 * I.371). A full bucket is the same as none, so only clients of the last {@code burst / perSecond} seconds take up room;
 * and of those no more than {@value #MOST_CLIENTS}, the least recently seen going first: whoever commands so many
 * addresses has that many buckets in any case. Thread-safe; the lock is held for map operations only.
 */
final class RateLimit {
    static final int MOST_CLIENTS = 50_000;

    /** Whether a client may go on. */
    sealed interface Verdict {
        /** @param left how many more requests would be admitted at once */
        record Admitted(long left) implements Verdict {
        }

        /** @param retryAfter when the next request would be admitted; positive */
        record Refused(Duration retryAfter) implements Verdict {
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    /** By client, the least recently seen first. */
    private final Map<String, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true);
    private final long nanosPerRequest;
    private final long nanosPerBurst;
    private final LongSupplier nanoTime;

    /**
     * @param perSecond 1 to 100,000
     * @param burst     1 to 100,000
     * @param nanoTime  like {@link System#nanoTime}
     */
    RateLimit(int perSecond, int burst, LongSupplier nanoTime) {
        this.nanosPerRequest = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.nanosPerBurst = nanosPerRequest * burst;
        this.nanoTime = nanoTime;
    }

    /** Counts a request, if it is admitted. */
    Verdict admit(String client) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            long full = fullAt.getOrDefault(client, now);
            long missing = Math.max(0, full - now) + nanosPerRequest;
            if (missing > nanosPerBurst) {
                return new Verdict.Refused(Duration.ofNanos(missing - nanosPerBurst));
            }
            fullAt.put(client, now + missing);
            forget(now);
            return new Verdict.Admitted((nanosPerBurst - missing) / nanosPerRequest);
        } finally {
            lock.unlock();
        }
    }

    /** How many clients are remembered. */
    int clients() {
        lock.lock();
        try {
            return fullAt.size();
        } finally {
            lock.unlock();
        }
    }

    /** The eldest, if there are too many, or their buckets are full: two at a time, since one comes at a time. */
    private void forget(long now) {
        var eldest = fullAt.entrySet().iterator();
        for (int i = 0; i < 2 && eldest.hasNext(); i++) {
            if (eldest.next().getValue() - now > 0 && fullAt.size() <= MOST_CLIENTS) {
                return;
            }
            eldest.remove();
        }
    }
}

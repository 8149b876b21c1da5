package com.movieticket.booking.web;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Looks at all connections again and again, so that each can end what takes too long: one thread, whose round through
 * 10,000 connections is a matter of a millisecond, instead of a timer for every read and write. Thread-safe.
 */
final class Watchman implements AutoCloseable {
    /** What is looked at. */
    interface Watched {
        /** @param now on this watchman's clock */
        void check(long now);
    }

    private static final System.Logger LOG = System.getLogger(Watchman.class.getName());

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongSupplier nanoTime;
    private final long start;
    private final Duration every;

    /**
     * @param every    how often to look
     * @param nanoTime like {@link System#nanoTime}
     */
    Watchman(Duration every, LongSupplier nanoTime) {
        this.every = every;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        Thread.ofPlatform().daemon().name("web-watchman").start(this::watch);
    }

    /** Nanoseconds, never negative. */
    long now() {
        return nanoTime.getAsLong() - start;
    }

    void add(Watched one) {
        watched.add(one);
    }

    void remove(Watched one) {
        watched.remove(one);
    }

    private void watch() {
        try {
            while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                long now = now();
                watched.forEach(one -> check(one, now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever is wrong with one connection, the others are still looked at. */
    private static void check(Watched one, long now) {
        try {
            one.check(now);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A connection can't be looked after", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

package com.movieticket.booking.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins something at a steady rate, whatever becomes of what was begun before, and times it from when it was due.
 *
 * @param mostAtOnce more of them mean that the schedule can't be kept at all, and would fill the memory
 */
record Pace(double perSecond, Duration time, int mostAtOnce) {
    /** Something to be done on schedule. */
    interface Work {
        /** @param due when it should begin, as {@link System#nanoTime} counts */
        void done(long due) throws Exception;
    }

    /**
     * How long it took, in microseconds; what failed is left out. What there is no room for is not begun.
     *
     * @throws IllegalStateException when that is more than one in a hundred
     */
    Histogram run(Work work) {
        var latency = new ConcurrentHistogram(3);
        long missed;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            missed = begin(threads, due -> {
                work.done(due);
                latency.recordValue((System.nanoTime() - due) / 1000);
            });
        }
        if (missed > perSecond * time.toSeconds() / 100) {
            throw new IllegalStateException("%.0f a second are too many just now: is the machine busy?".formatted(perSecond));
        }
        return latency;
    }

    /** How many there was no room for. */
    private long begin(ExecutorService threads, Work work) {
        var room = new Semaphore(mostAtOnce);
        long missed = 0;
        long interval = (long) (1e9 / perSecond);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (long due = start; due < end; due += interval) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            if (!room.tryAcquire()) {
                missed++;
                continue;
            }
            long wanted = due;
            threads.submit(() -> {
                try {
                    work.done(wanted);
                } finally {
                    room.release();
                }
                return null;
            });
        }
        return missed;
    }
}

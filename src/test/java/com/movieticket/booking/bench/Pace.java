package com.movieticket.booking.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Begins something at a steady rate, whatever becomes of what was begun before, and times it from when it was due. */
record Pace(double perSecond, Duration time) {
    /** Something to be done on schedule. */
    interface Work {
        /** @param due when it should begin, as {@link System#nanoTime} counts */
        void done(long due) throws Exception;
    }

    /** How long it took, in microseconds; what failed is left out. */
    Histogram run(Work work) {
        var latency = new ConcurrentHistogram(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            begin(threads, due -> {
                work.done(due);
                latency.recordValue((System.nanoTime() - due) / 1000);
            });
        }
        return latency;
    }

    private void begin(ExecutorService threads, Work work) {
        long interval = (long) (1e9 / perSecond);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (long due = start; due < end; due += interval) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            long wanted = due;
            threads.submit(() -> {
                work.done(wanted);
                return null;
            });
        }
    }
}

package com.movieticket.booking.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Sends requests at a steady rate, whatever becomes of those before, and times each from the moment when it was due. */
final class OpenLoop {
    /**
     * What came of a stretch of load.
     *
     * @param sent    requests
     * @param good    those that were answered as wanted
     * @param shed    those that were turned away with 503
     * @param failed  all others
     * @param seconds from the first request to the last
     * @param latency of the good ones, in microseconds
     */
    record Result(long sent, long good, long shed, long failed, double seconds, Histogram latency) {
        double goodput() {
            return good / seconds;
        }

        double millis(double percentile) {
            return latency.getValueAtPercentile(percentile) / 1000.0;
        }

        @Override
        public String toString() {
            return "%,.0f/s sent, %,.0f/s good, %,d shed, %,d failed, p50 %.1f ms, p99 %.1f ms".formatted(
                    sent / seconds, goodput(), shed, failed, millis(50), millis(99));
        }
    }

    private static final int MOST_AT_ONCE = 50_000;

    private final int port;
    private final Supplier<String> documents;
    private final Predicate<String> good;

    /**
     * @param documents GraphQL requests as JSON, sent one by one
     * @param good      whether an answer's body is what was wanted
     */
    OpenLoop(int port, Supplier<String> documents, Predicate<String> good) {
        this.port = port;
        this.documents = documents;
        this.good = good;
    }

    /** As many as possible, over so many connections, each of which comes again after a second when it is turned away. */
    Result closed(int connections, Duration time) throws InterruptedException {
        var stretch = new Stretch();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        if (stretch.request(System.nanoTime()) == 503) {
                            LockSupport.parkNanos(ReturningClients.AGAIN.toNanos());
                        }
                    }
                });
            }
        }
        return stretch.result(start);
    }

    /** So many a second. */
    Result open(double perSecond, Duration time) {
        var stretch = new Stretch();
        long start = System.nanoTime();
        new Pace(perSecond, time, MOST_AT_ONCE).run(stretch::request);
        return stretch.result(start);
    }

    /** The answers that count are those that come before the end: what is queued then was not done in time. */
    private final class Stretch {
        private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();
        private final ConcurrentHistogram latency = new ConcurrentHistogram(3);
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong shed = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();

        /** @return the answer's status, 0 if there was none */
        int request(long due) {
            sent.incrementAndGet();
            try {
                Wire wire = idle.pollFirst();
                Wire used = wire == null ? new Wire(port) : wire;
                Wire.Reply reply = used.post(documents.get());
                if (reply.last()) {
                    used.close();
                } else {
                    idle.addFirst(used);
                }
                if (reply.status() == 200 && good.test(reply.body())) {
                    latency.recordValue((System.nanoTime() - due) / 1000);
                } else if (reply.status() == 503) {
                    shed.incrementAndGet();
                } else {
                    failed.incrementAndGet();
                }
                return reply.status();
            } catch (IOException _) {
                failed.incrementAndGet();
                return 0;
            }
        }

        /** Its connections are closed then: left open, they would take the places of the next stretch's. */
        Result result(long start) {
            idle.forEach(Wire::close);
            Histogram good = latency.copy();
            return new Result(sent.get(), good.getTotalCount(), shed.get(), failed.get(), (System.nanoTime() - start) / 1e9,
                    good);
        }
    }
}

package com.movieticket.booking.observe;

import com.movieticket.booking.observe.RequestMetrics.Ending;
import com.movieticket.booking.resilience.CallOutcome;
import com.movieticket.booking.resilience.Operation;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What it costs to record all that is recorded of a booking that is created and paid, in nanoseconds of CPU. Not a test:
 * {@code docs/decisions.md} holds it against what such a booking costs the service.
 */
final class RecordingCost {
    /** Of a booking: two users and two showtimes, lock, charge, confirm; five calls to the store, two to the broker. */
    private static final List<String> CALLS = List.of("find", "find", "details", "details", "lock", "charge", "confirm",
            "insert", "update", "update", "update", "read", "publish", "publish");
    private static final int ROUNDS = 8;
    private static final int BOOKINGS = 300_000;

    private RecordingCost() {
    }

    static void main() {
        try (var metrics = new Metrics()) {
            var calls = new CallMetrics(metrics);
            calls.expect("it", CALLS.stream().distinct().map(Operation::once).toList());
            var requests = new RequestMetrics(metrics, List.of("create_booking", "process_payment"));
            var counted = metrics.counter("recording_cost", "Counts for the sake of the cost.", Map.of());
            var threads = ManagementFactory.getThreadMXBean();
            for (int round = 0; round < ROUNDS; round++) {
                long begin = threads.getCurrentThreadCpuTime();
                for (int booking = 0; booking < BOOKINGS; booking++) {
                    var took = Duration.ofNanos(1_000_000 + booking % 1000 * 7_000L);
                    CALLS.forEach(call -> calls.ended("it", call, CallOutcome.OK, took));
                    requests.ended("create_booking", Ending.OK, took);
                    requests.ended("process_payment", Ending.OK, took);
                    for (int i = 0; i < 4; i++) { // created, approved, and two events published
                        counted.increment();
                    }
                }
                System.out.println((threads.getCurrentThreadCpuTime() - begin) / BOOKINGS + " ns of CPU for a booking");
            }
        }
    }
}

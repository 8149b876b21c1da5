package com.movieticket.booking.observe;

import com.movieticket.booking.resilience.CallObserver;
import com.movieticket.booking.resilience.CallOutcome;
import com.movieticket.booking.resilience.CircuitState;
import com.movieticket.booking.resilience.Guard;
import com.movieticket.booking.resilience.Operation;
import io.helidon.metrics.api.Timer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code dependency_call_seconds} and {@code circuit_breaker_state}: how calls to others end, and how long they take. A
 * call that its caller gave up says nothing about whom it was made to, and isn't counted. Thread-safe.
 */
public final class CallMetrics implements CallObserver {
    private final Metrics metrics;
    private final Map<Call, Map<CallOutcome, Timer>> calls = new ConcurrentHashMap<>();

    private record Call(String service, String operation) {
    }

    public CallMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Lets these stand in the metrics before the first of them is made. */
    public void expect(String service, List<Operation> operations) {
        operations.forEach(operation -> timers(new Call(service, operation.name())));
    }

    /** Lets everybody see how the circuit stands. */
    public void watch(String service, Guard guard) {
        metrics.gauge("circuit_breaker_state", "Whether calls are made: 0 closed, all are; 1 half-open, a few at a time; "
                + "2 open, none but a probe now and then.", Map.of("service", service),
                () -> switch (guard.reading().circuit()) {
                    case CLOSED -> 0;
                    case HALF_OPEN -> 1;
                    case OPEN -> 2;
                });
    }

    @Override
    public void ended(String service, String operation, CallOutcome outcome, Duration took) {
        if (outcome != CallOutcome.ABANDONED) {
            timers(new Call(service, operation)).get(outcome).record(took);
        }
    }

    @Override
    public void changed(String service, CircuitState state, String problem) {
        // The gauge reads it.
    }

    private Map<CallOutcome, Timer> timers(Call call) {
        Map<CallOutcome, Timer> known = calls.get(call);
        return known != null ? known : calls.computeIfAbsent(call, this::made);
    }

    private Map<CallOutcome, Timer> made(Call call) {
        var timers = new EnumMap<CallOutcome, Timer>(CallOutcome.class);
        for (CallOutcome outcome : CallOutcome.values()) {
            if (outcome != CallOutcome.ABANDONED) {
                timers.put(outcome, metrics.timer("dependency_call",
                        "Time of a call to a neighbour, the store or the broker; each try counts.", Map.of(
                                "service", call.service, "operation", call.operation,
                                "outcome", Counters.labelled(outcome))));
            }
        }
        return timers;
    }
}

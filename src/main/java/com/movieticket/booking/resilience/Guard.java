package com.movieticket.booking.resilience;

import com.movieticket.booking.settings.Settings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Stands before every call to one neighbour: turns calls away while its circuit is open or too many are under way, and
 * tries again what may be tried again.
 *
 * <p>It has no threads and no queue: a call runs on its caller's thread or is turned away at once. How long it may take
 * is up to the call itself, which is told how much time is left. Thread-safe.
 */
public final class Guard {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** Lets time pass before a retry. */
    @FunctionalInterface
    interface Pause {
        void of(Duration pause) throws InterruptedException;
    }

    private final String service;
    private final Settings.Calls settings;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Pause pause;
    private final CallObserver observer;
    private final Circuit circuit;
    private final RetryBudget budget = new RetryBudget();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Instant since;
    private volatile Optional<GuardReading.Failure> lastFailure = Optional.empty();

    /**
     * @param service {@code user}, {@code cinema} or {@code payment}
     * @param random  thread-safe
     */
    public Guard(String service, Settings.Calls settings, InstantSource clock, RandomGenerator random,
                 CallObserver observer) {
        this(service, settings, clock, System::nanoTime, random,
                pause -> new CountDownLatch(1).await(pause.toNanos(), TimeUnit.NANOSECONDS), observer);
    }

    Guard(String service, Settings.Calls settings, InstantSource clock, LongSupplier nanoTime, RandomGenerator random,
          Pause pause, CallObserver observer) {
        this.service = service;
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
        this.pause = pause;
        this.observer = observer;
        this.circuit = new Circuit(settings, nanoTime);
        this.since = clock.instant();
    }

    /**
     * Calls, unless the call is turned away, and again if it fails, may be repeated and there is time. Who is
     * interrupted stays interrupted.
     *
     * @param limit for all tries together; zero or more
     * @param call  is given the time that it may take, never throws, and replies within that time
     */
    public <R> R call(Operation operation, Duration limit, Protocol<R> protocol, Function<Duration, R> call) {
        long begin = nanoTime.getAsLong();
        budget.earn();
        R reply = once(operation, limit, protocol, call);
        for (int retry = 1; retry <= settings.retries(); retry++) {
            // What timed out has used up the time, and what was turned away would be again.
            if (!operation.repeatable() || protocol.outcome(reply) != CallOutcome.ERROR) {
                return reply;
            }
            Duration wait = fullJitter(retry);
            Duration left = limit.minusNanos(nanoTime.getAsLong() - begin).minus(wait);
            if (!left.isPositive() || circuit.turnsAway() || !budget.spend() || !waited(wait)) {
                return reply;
            }
            reply = once(operation, left, protocol, call);
        }
        return reply;
    }

    /** Whether a call would be turned away now because the circuit is open. */
    public boolean turnsAway() {
        return circuit.turnsAway();
    }

    /** Whether the circuit is open: then whoever gets through is a probe. */
    public boolean open() {
        return circuit.state() == CircuitState.OPEN;
    }

    /** How it stands. */
    public GuardReading reading() {
        return new GuardReading(service, circuit.state(), since, inFlight.get(), lastFailure);
    }

    private <R> R once(Operation operation, Duration limit, Protocol<R> protocol, Function<Duration, R> call) {
        if (!limit.isPositive()) {
            // Not the neighbour's fault, and it must not look like that.
            return rejected(operation, protocol, "there was no time left for the call");
        }
        try {
            if (inFlight.incrementAndGet() > settings.inFlight()) {
                return rejected(operation, protocol, "too many calls are under way");
            }
            return circuit.ask()
                    .map(permit -> made(permit, operation, limit, protocol, call))
                    .orElseGet(() -> rejected(operation, protocol, "its circuit is open"));
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private <R> R made(Circuit.Permit permit, Operation operation, Duration limit, Protocol<R> protocol,
                       Function<Duration, R> call) {
        long begin = nanoTime.getAsLong();
        CallOutcome outcome = CallOutcome.ABANDONED; // should a call throw all the same, it is our mistake
        try {
            R reply = call.apply(limit);
            outcome = protocol.outcome(reply);
            if (outcome.failed()) {
                lastFailure = Optional.of(
                        new GuardReading.Failure(outcome, protocol.problem(reply), clock.instant()));
            }
            return reply;
        } finally {
            circuit.end(permit, outcome).ifPresent(this::changed);
            observer.ended(service, operation.name(), outcome, Duration.ofNanos(nanoTime.getAsLong() - begin));
        }
    }

    private <R> R rejected(Operation operation, Protocol<R> protocol, String problem) {
        observer.ended(service, operation.name(), CallOutcome.REJECTED, Duration.ZERO);
        return protocol.rejected(problem);
    }

    private void changed(CircuitState state) {
        since = clock.instant();
        observer.changed(service, state, lastFailure.map(GuardReading.Failure::problem).orElse("none"));
    }

    /** Anything up to a bound that doubles, so that those who failed together don't come back together. */
    private Duration fullJitter(int retry) {
        return Duration.ofNanos(random.nextLong(FIRST_PAUSE.toNanos() << (retry - 1)));
    }

    private boolean waited(Duration wait) {
        try {
            pause.of(wait);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

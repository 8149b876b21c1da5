package com.movieticket.booking.resilience;

import static com.movieticket.booking.resilience.CircuitState.CLOSED;
import static com.movieticket.booking.resilience.CircuitState.HALF_OPEN;
import static com.movieticket.booking.resilience.CircuitState.OPEN;

import com.movieticket.booking.settings.Settings;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The circuit breaker of one neighbour: opens when too many of its calls fail, and finds out soon when it is back.
 *
 * <p>While it is open, one call is let through as a probe at every interval, <em>whatever became of those before</em>: a
 * neighbour that swallows calls keeps a probe for as long as the call's time-out, and who waits for that hears of its
 * return as late. A probe's answer counts whenever it comes, so a neighbour that is slow, and well, is found to be well.
 * Calls begun under an earlier state say nothing about this one.
 *
 * <p>Thread-safe: it only ever counts, under one lock.
 */
final class Circuit {
    /** So many answers to a circuit that is half-open close it. */
    static final int ANSWERS = 5;
    /** So many calls at a time get through one that is half-open. */
    static final int AT_ONCE = 10;

    /** A call let through. It must be {@linkplain Circuit#end ended}. */
    record Permit(long epoch) {
    }

    private final Settings.Calls settings;
    private final LongSupplier nanoTime;

    private CircuitState state = CLOSED;
    /** Counts the states. */
    private long epoch;
    private FailureRate rate;
    private long nextProbe;
    private int underWay;
    private int answers;

    /** @param nanoTime like {@link System#nanoTime} */
    Circuit(Settings.Calls settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.rate = new FailureRate(settings.circuitWindow(), nanoTime.getAsLong());
    }

    synchronized CircuitState state() {
        return state;
    }

    /** Whether a call would be turned away now. */
    synchronized boolean turnsAway() {
        boolean room = state == CLOSED || state == HALF_OPEN && underWay < AT_ONCE;
        return !room && nanoTime.getAsLong() - nextProbe < 0;
    }

    /** Lets a call through, or turns it away: then empty. */
    synchronized Optional<Permit> ask() {
        if (turnsAway()) {
            return Optional.empty();
        }
        if (state != CLOSED) {
            nextProbe = nanoTime.getAsLong() + settings.circuitProbe().toNanos();
        }
        underWay++;
        return Optional.of(new Permit(epoch));
    }

    /** Takes a call's outcome into account. Returns the new state, if that changes it. */
    synchronized Optional<CircuitState> end(Permit permit, CallOutcome outcome) {
        if (permit.epoch() != epoch) {
            return Optional.empty();
        }
        underWay--;
        if (!outcome.answered() && !outcome.failed()) {
            return Optional.empty();
        }
        return switch (state) {
            case CLOSED -> count(outcome.failed());
            case OPEN -> outcome.answered() ? enter(HALF_OPEN) : Optional.empty();
            case HALF_OPEN -> {
                if (outcome.failed()) {
                    yield enter(OPEN);
                }
                yield ++answers >= ANSWERS ? enter(CLOSED) : Optional.empty();
            }
        };
    }

    private Optional<CircuitState> count(boolean failed) {
        long now = nanoTime.getAsLong();
        rate.add(failed, now);
        int calls = rate.calls(now);
        boolean tooMany = calls >= settings.circuitLeast()
                && rate.failures(now) * 100L >= (long) calls * settings.circuitFailures();
        return failed && tooMany ? enter(OPEN) : Optional.empty();
    }

    private Optional<CircuitState> enter(CircuitState next) {
        long now = nanoTime.getAsLong();
        state = next;
        epoch++;
        underWay = 0;
        answers = 0;
        nextProbe = now + settings.circuitProbe().toNanos();
        if (next == CLOSED) {
            rate = new FailureRate(settings.circuitWindow(), now);
        }
        return Optional.of(next);
    }
}

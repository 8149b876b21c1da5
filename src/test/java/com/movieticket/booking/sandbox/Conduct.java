package com.movieticket.booking.sandbox;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How a stand-in misbehaves when a test wants it to, and what it was asked. Without orders it does its plain duty.
 *
 * <p>Thread-safe. An order counts for calls that arrive after it was given.
 *
 * @param <C> the calls that the stand-in serves
 * @param <F> how a call can fail: an HTTP status, a gRPC status
 */
public final class Conduct<C extends Enum<C>, F> {
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(2);
    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private final Set<C> all;
    private final Map<C, F> refusals = new ConcurrentHashMap<>();
    private final Map<C, F> lostAnswers = new ConcurrentHashMap<>();
    private final Map<C, Duration> delays = new ConcurrentHashMap<>();
    private final Map<C, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<C, AtomicInteger> held = new ConcurrentHashMap<>();
    private final Map<C, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<C, Map<String, String>> headers = new ConcurrentHashMap<>();

    Conduct(Class<C> calls) {
        this.all = EnumSet.allOf(calls);
    }

    /** Fails the call before it has any effect. */
    public void refuse(C call, F failure) {
        refusals.put(call, failure);
    }

    /** Fails every call before it has any effect. */
    public void refuseAll(F failure) {
        all.forEach(call -> refuse(call, failure));
    }

    /** Lets the call take effect, and then fails it. */
    public void loseAnswer(C call, F failure) {
        lostAnswers.put(call, failure);
    }

    /**
     * Lets the call wait before it takes effect.
     *
     * @param delay zero or more; at most what the stand-in's life allows, since closing it ends the wait
     */
    public void delay(C call, Duration delay) {
        delays.put(call, delay);
    }

    /** Holds calls back before they take effect, until {@link #letGo} or for two minutes. */
    public void hold(C call) {
        gates.put(call, new CountDownLatch(1));
    }

    /** Lets held calls go on, and new ones pass. */
    public void letGo(C call) {
        Optional.ofNullable(gates.remove(call)).ifPresent(CountDownLatch::countDown);
    }

    /** Back to plain duty. */
    public void recover() {
        refusals.clear();
        lostAnswers.clear();
        delays.clear();
        all.forEach(this::letGo);
    }

    /** How many calls wait at this moment for {@link #letGo}. */
    public int held(C call) {
        return counter(held, call).get();
    }

    /** How many such calls have arrived, whatever became of them. */
    public int calls(C call) {
        return counter(calls, call).get();
    }

    /** Headers or metadata of the call that arrived last, by lower-case name; empty before the first one. */
    public Map<String, String> lastHeaders(C call) {
        return headers.getOrDefault(call, Map.of());
    }

    /**
     * Counts a call, and lets it wait if it must.
     *
     * @return how to fail it, if it is to be failed before it takes effect
     */
    Optional<F> arriving(C call, Map<String, String> itsHeaders) throws InterruptedException {
        headers.put(call, itsHeaders);
        counter(calls, call).incrementAndGet();
        passGate(call);
        linger(delays.getOrDefault(call, Duration.ZERO));
        return Optional.ofNullable(refusals.get(call));
    }

    /** How to fail a call that has taken effect, if it is to be failed. */
    Optional<F> leaving(C call) {
        return Optional.ofNullable(lostAnswers.get(call));
    }

    /** Waits on a latch of its own that nobody opens: thousands wait at once without queueing behind each other. */
    static void linger(Duration duration) throws InterruptedException {
        new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void passGate(C call) throws InterruptedException {
        var gate = gates.getOrDefault(call, OPEN);
        if (gate.getCount() == 0) {
            return;
        }
        var waiting = counter(held, call);
        waiting.incrementAndGet();
        try {
            if (!gate.await(LONGEST_HOLD.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(call + " was held back and never let go");
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static <C> AtomicInteger counter(Map<C, AtomicInteger> counters, C call) {
        return counters.computeIfAbsent(call, _ -> new AtomicInteger());
    }
}

package com.movieticket.booking.graphql;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How long work that could go on waits for a processor.
 *
 * <p>Virtual threads queue for the few platform threads that carry them, first come, first served. So a virtual thread
 * that is started now and then, and does nothing but look at the clock, waits as long as everybody else does. A queue that
 * <em>stands</em>, so that nobody finds it short for a while, means that more is asked than can be done; one that comes and
 * goes, as after a pause of the garbage collector, means nothing (K. Nichols and V. Jacobson, "Controlling Queue Delay",
 * 2012). Waiting for a slow neighbour is not waiting for a processor, and doesn't show here. Thread-safe.
 */
final class ProcessorQueue implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(5);
    private static final int WINDOW = 10;

    private final LongSupplier nanoTime;
    private final Executor queue;
    private final Consumer<Duration> observer;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("processor-queue").factory());

    /** The latest waits, in nanoseconds, one after the other; the timer's alone. */
    private final long[] waits = new long[WINDOW];
    private int next;
    private Probe probe = new Probe(0);

    /** Who waits, and when they came to run; 0 = not yet. */
    private static final class Probe {
        private final long queued;
        private volatile long ran;

        Probe(long queued) {
            this.queued = queued;
        }
    }

    /**
     * @param nanoTime like {@link System#nanoTime}
     * @param queue    where to wait
     * @param observer is told with each look what everybody has had to wait lately, at the least
     */
    ProcessorQueue(LongSupplier nanoTime, Executor queue, Consumer<Duration> observer) {
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.queue = queue;
        probe.ran = 1;
    }

    /** Of the virtual threads of this process, looked at again and again until it is closed. */
    static ProcessorQueue ofVirtualThreads(Consumer<Duration> observer) {
        var queue = new ProcessorQueue(System::nanoTime,
                probe -> Thread.ofVirtual().name("processor-probe").start(probe), observer);
        queue.timer.scheduleAtFixedRate(queue::look, 0, EVERY.toNanos(), TimeUnit.NANOSECONDS);
        return queue;
    }

    /** Takes note of how long the last probe has waited, be it still waiting, and sends the next one when it has run. */
    void look() {
        long now = nanoTime.getAsLong();
        boolean waiting = probe.ran == 0;
        waits[next] = (waiting ? now : probe.ran) - probe.queued;
        next = (next + 1) % WINDOW;
        observer.accept(Duration.ofNanos(Arrays.stream(waits).min().orElseThrow()));
        if (!waiting) {
            var sent = new Probe(now);
            probe = sent;
            queue.execute(() -> sent.ran = nanoTime.getAsLong());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

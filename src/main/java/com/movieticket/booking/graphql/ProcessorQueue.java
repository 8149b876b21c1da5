package com.movieticket.booking.graphql;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * How long work that could go on waits for a processor.
 *
 * <p>Virtual threads queue for the few platform threads that carry them, first come, first served. So a virtual thread
 * that does nothing but look at the clock waits as long as everybody else does. A queue that comes and goes, as after a
 * pause of the garbage collector or of a container that has used up its share, means nothing; but when nobody has found it
 * short for a while, the processors have had more to do than they could all that time (K. Nichols and V. Jacobson,
 * "Controlling Queue Delay", 2012). Waiting for a slow neighbour is not waiting for a processor, and doesn't show here.
 * Thread-safe.
 */
final class ProcessorQueue {
    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final long NOBODY = Long.MAX_VALUE;

    private final LongSupplier nanoTime;
    private final Executor queue;

    private boolean waiting;
    private long sent;
    private long ran;
    private long begin;
    private long shortest = NOBODY;

    /**
     * @param nanoTime like {@link System#nanoTime}
     * @param queue    where to wait
     */
    ProcessorQueue(LongSupplier nanoTime, Executor queue) {
        this.nanoTime = nanoTime;
        this.queue = queue;
        this.ran = nanoTime.getAsLong();
        this.begin = ran;
    }

    /** Of the virtual threads of this process. */
    static ProcessorQueue ofVirtualThreads() {
        return new ProcessorQueue(System::nanoTime, probe -> Thread.ofVirtual().name("processor-probe").start(probe));
    }

    /**
     * Sends somebody to queue, unless somebody is queueing. To be called again and again for as long as it matters.
     *
     * @return the shortest wait in a window that has ended, in nanoseconds
     */
    OptionalLong look(long now) {
        var found = OptionalLong.empty();
        synchronized (this) {
            if (!waiting && now - ran > WINDOW.toNanos()) { // nobody has looked
                begin = now;
                shortest = NOBODY;
            } else if (now - begin >= WINDOW.toNanos()) {
                found = OptionalLong.of(shortest == NOBODY ? now - sent : shortest);
                begin = now;
                shortest = NOBODY;
            }
            if (waiting) {
                return found;
            }
            waiting = true;
            sent = now;
        }
        queue.execute(this::ran);
        return found;
    }

    private synchronized void ran() {
        waiting = false;
        ran = nanoTime.getAsLong();
        shortest = Math.min(shortest, ran - sent);
    }
}

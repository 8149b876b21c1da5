package com.movieticket.booking.workflow;

import com.movieticket.booking.workflow.Sweep.Swept;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Runs every {@link Sweep} over and over, each on a virtual thread of its own, with jittered pauses so that instances
 * started together don't sweep together.
 */
public final class Sweepers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Sweepers.class.getName());
    private static final Swept NOTHING = new Swept(0, 0);
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final RandomGenerator random;
    private final Duration every;
    private final int batch;
    private final List<Thread> threads;
    /** Those that could not be done the last time: said once, and not every second. */
    private final Set<Sweep> putOff = ConcurrentHashMap.newKeySet();

    private Sweepers(List<Sweep> sweeps, RandomGenerator random, Duration every, int batch) {
        this.random = random;
        this.every = every;
        this.batch = batch;
        this.threads = sweeps.stream()
                .map(sweep -> Thread.ofVirtual().name("sweeper-" + sweep.name()).unstarted(() -> run(sweep)))
                .toList();
    }

    /**
     * @param every the pause between two sweeps, give or take a quarter
     * @param batch a sweep that does as many, or stops before because it meets another instance, is followed by the next
     *              at once
     */
    public static Sweepers start(List<Sweep> sweeps, RandomGenerator random, Duration every, int batch) {
        var sweepers = new Sweepers(sweeps, random, every, batch);
        sweepers.threads.forEach(Thread::start);
        return sweepers;
    }

    private void run(Sweep sweep) {
        try {
            while (!closed.await(pause(), TimeUnit.MILLISECONDS)) {
                while (moreAfter(sweepOnce(sweep)) && closed.getCount() > 0) {
                    LOG.log(Level.DEBUG, () -> "The " + sweep.name() + " sweep goes on at once");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Having done nothing is never a reason to hurry, whatever the clocks and the store say is due. */
    private boolean moreAfter(Swept swept) {
        return swept.done() >= batch || swept.done() > 0 && swept.lost() > 0;
    }

    private Swept sweepOnce(Sweep sweep) {
        try {
            Swept swept = sweep.sweep();
            putOff.remove(sweep);
            return swept;
        } catch (UnavailableException e) {
            LOG.log(putOff.add(sweep) ? Level.WARNING : Level.DEBUG,
                    () -> "The " + sweep.name() + " sweep is put off: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The " + sweep.name() + " sweep failed", e);
        }
        return NOTHING;
    }

    private long pause() {
        long quarter = every.toMillis() / 4;
        return every.toMillis() - quarter + random.nextLong(2 * quarter + 1);
    }

    /** Lets running sweeps come to their end, for a bounded time. */
    @Override
    public void close() {
        closed.countDown();
        try {
            for (Thread thread : threads) {
                if (!thread.join(FAREWELL)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

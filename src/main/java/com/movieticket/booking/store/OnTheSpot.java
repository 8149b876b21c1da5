package com.movieticket.booking.store;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs what is to be done by whoever says so, one after the other: the driver's thread that hears an answer also reads it,
 * instead of waking another thread for that. Thread-safe.
 *
 * <p>What is said while something runs is done when that has come to its end, so nothing piles up on the stack.
 */
final class OnTheSpot extends AbstractExecutorService {
    private static final System.Logger LOG = System.getLogger(OnTheSpot.class.getName());

    private final ThreadLocal<Queue<Runnable>> running = new ThreadLocal<>();
    private volatile boolean shutDown;

    @Override
    public void execute(Runnable work) {
        Queue<Runnable> behind = running.get();
        if (behind != null) {
            behind.add(work);
            return;
        }
        var queue = new ArrayDeque<Runnable>(2);
        running.set(queue);
        try {
            for (Runnable next = work; next != null; next = queue.poll()) {
                run(next);
            }
        } finally {
            running.remove();
        }
    }

    /** The thread must live on: there is no other one. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "Something that the driver had to do has failed", e);
        }
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutDown;
    }
}

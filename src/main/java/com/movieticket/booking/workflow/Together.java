package com.movieticket.booking.workflow;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Runs two calls that don't depend on each other at the same time. (The JDK's structured concurrency is still a preview
 * in Java 25.)
 *
 * @param threads for the second call; the first runs on the caller's own thread
 */
public record Together(ThreadFactory threads) {
    /** On virtual threads. */
    public static final Together VIRTUAL = new Together(Thread.ofVirtual().name("together-", 0).factory());

    /**
     * Waits for both and combines what they answer.
     *
     * @throws RuntimeException what the first call threw (the second is then interrupted), else what the second threw
     */
    public <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> combine) {
        var task = new FutureTask<>(second::get);
        threads.newThread(task).start();
        try {
            return combine.apply(first.get(), task.get());
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        } finally {
            task.cancel(true);
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("a supplier can't throw this", cause);
        };
    }
}

package com.movieticket.booking.workflow;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Runs two calls that don't depend on each other at the same time. (The JDK's structured concurrency is still a preview
 * in Java 25.)
 */
public interface Together {
    /**
     * Waits for both and combines what they answer.
     *
     * @throws RuntimeException what the first call threw (the second is then interrupted), else what the second or the
     *                          combination threw
     */
    <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> combine);

    /**
     * The first call runs on the caller's thread, the second on a virtual thread, within the same time limit and about
     * the same matter.
     */
    static Together onVirtualThreads() {
        return new Together() {
            @Override
            public <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> combine) {
                var beside = new FutureTask<>(TimeLimit.carried(LogContext.carried(second))::get);
                Thread.ofVirtual().name("together").start(beside);
                A a;
                B b;
                try {
                    a = first.get();
                    b = beside.get();
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("interrupted while waiting");
                } finally {
                    beside.cancel(true);
                }
                return combine.apply(a, b);
            }
        };
    }

    private static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("a supplier can't throw this", cause);
        };
    }
}

package com.movieticket.booking.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Bounds the time of a call that can't be ended from outside, such as looking up a name.
 *
 * <p>The call runs on a virtual thread of its own, which is interrupted at the deadline. The caller does not wait for
 * that: it goes on at the deadline even when the call does not notice. What such a call brings in the end is disposed of.
 */
final class Deadline {
    private Deadline() {
    }

    /**
     * The call's result, or whatever unchecked exception or error it throws.
     *
     * @param limit positive
     * @param late  is given what comes when nobody waits for it any more, by the thread of the call
     * @throws DeadlineExceededException when there is no result within the limit; the call has been interrupted
     * @throws InterruptedException      when the caller is interrupted; so has been the call
     */
    static <T> T call(Duration limit, Supplier<T> call, Consumer<T> late) throws InterruptedException {
        var result = new CompletableFuture<T>();
        Thread thread = Thread.ofVirtual().name("deadline").start(() -> {
            try {
                T value = call.get();
                if (!result.complete(value)) {
                    late.accept(value);
                }
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new DeadlineExceededException(limit);
        } catch (ExecutionException thrown) {
            throw unchecked(thrown.getCause());
        } finally {
            if (result.cancel(false)) { // nothing has come
                thread.interrupt();
            }
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> new IllegalStateException("A supplier threw a checked exception", thrown);
        };
    }
}

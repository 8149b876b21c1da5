package com.movieticket.booking.resilience;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Bounds the time of a whole blocking call, however many reads, writes and look-ups it consists of.
 *
 * <p>A socket's own time-out bounds one read: who sends a byte now and then never meets it. So the call runs on a
 * virtual thread of its own, which is interrupted at the deadline; for a virtual thread that waits on a socket this
 * closes the socket. The caller does not wait for that: it goes on at the deadline even when the call, deep in a name
 * look-up, does not notice.
 */
public final class Deadline {
    private Deadline() {
    }

    /**
     * The call's result, or whatever unchecked exception or error it throws.
     *
     * @param limit positive
     * @throws DeadlineExceededException when there is none within the limit; the call has been interrupted
     * @throws InterruptedException      when the caller is interrupted; so has been the call
     */
    public static <T> T call(Duration limit, Supplier<T> call) throws InterruptedException {
        var result = new FutureTask<>(call::get);
        Thread.ofVirtual().name("deadline").start(result);
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new DeadlineExceededException(limit);
        } catch (ExecutionException thrown) {
            throw unchecked(thrown.getCause());
        } finally {
            result.cancel(true); // does nothing to a call that has ended
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

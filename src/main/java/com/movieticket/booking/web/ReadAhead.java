package com.movieticket.booking.web;

import io.helidon.webserver.CloseConnectionException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Reads what comes next over a connection in a thread of its own, while the connection's thread does something else: else
 * nobody would notice that the other side has gone.
 */
final class ReadAhead {
    private final FutureTask<byte @Nullable []> reading;

    private ReadAhead(FutureTask<byte @Nullable []> reading) {
        this.reading = reading;
    }

    /** @param wire what comes next, or null at the end; nobody else may read from it before it was {@link #taken} */
    static ReadAhead start(Supplier<byte @Nullable []> wire) {
        var reading = new FutureTask<>(wire::get);
        Thread.startVirtualThread(reading);
        return new ReadAhead(reading);
    }

    /** Whether nothing more comes, as far as is known by then. */
    boolean endsWithin(Duration time) {
        try {
            return reading.get(time.toNanos(), TimeUnit.NANOSECONDS) == null;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What has come, or comes when it is waited for; null at the end. What reading throws is thrown here. */
    byte @Nullable [] taken() {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("Interrupted while nothing came", e);
        }
    }
}

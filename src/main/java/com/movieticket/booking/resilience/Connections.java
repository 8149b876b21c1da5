package com.movieticket.booking.resilience;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.LongSupplier;

/**
 * Connections to one neighbour that wait for their next request, the last used first.
 *
 * <p>It bounds how many wait, not how many are in use. Thread-safe.
 */
final class Connections implements AutoCloseable {
    /** Enough for a thousand calls at a time to go on without a new connection. */
    private static final int CAPACITY = 1024;

    private record Waiting(Connection connection, long since) {
    }

    private final Duration patience;
    private final LongSupplier nanoTime;
    private final LinkedBlockingDeque<Waiting> waiting = new LinkedBlockingDeque<>(CAPACITY);
    private volatile boolean closed;

    /**
     * @param patience for so long a connection may wait; to be shorter than the neighbour's patience, because who
     *                 sends into a connection that is just being closed doesn't know whether the request arrived
     * @param nanoTime like {@link System#nanoTime}
     */
    Connections(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** One that is alive as far as can be seen, if there is any; the caller gives it back or closes it. */
    Optional<Connection> take() {
        for (Waiting next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
            if (alive(next)) {
                return Optional.of(next.connection());
            }
            next.connection().closeResource();
        }
        return Optional.empty();
    }

    /** Takes back a connection on which a whole answer was read and nothing else waits. */
    void giveBack(Connection connection) {
        if (!waiting.offerFirst(new Waiting(connection, nanoTime.getAsLong()))) {
            connection.closeResource();
        }
        dropDead();
        if (closed) {
            closeAll();
        }
    }

    /** Closes all that wait, and from now on all that come back. */
    @Override
    public void close() {
        closed = true;
        closeAll();
    }

    private boolean alive(Waiting candidate) {
        return nanoTime.getAsLong() - candidate.since() < patience.toNanos() && candidate.connection().quiet();
    }

    /** The longest unused are never taken while newer ones serve, so they go here. */
    private void dropDead() {
        for (Waiting last = waiting.pollLast(); last != null; last = waiting.pollLast()) {
            if (alive(last) && waiting.offerLast(last)) {
                return;
            }
            last.connection().closeResource();
        }
    }

    private void closeAll() {
        for (Waiting next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
            next.connection().closeResource();
        }
    }
}

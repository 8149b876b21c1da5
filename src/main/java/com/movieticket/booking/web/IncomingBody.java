package com.movieticket.booking.web;

import io.helidon.common.buffers.DataReader.IncorrectNewLineException;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingRequest;
import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A request's body: it has to come to its end in time, and whatever nobody wanted of it has to be off the wire before the
 * next request, which would else begin in the middle of it.
 *
 * <p>Used by the request's own thread alone, but for giving it up.
 */
final class IncomingBody {
    private final RoutingRequest request;
    private final GuardedConnection connection;
    private final Thread reader = Thread.currentThread();
    private final Wait wait = new Wait();
    private @Nullable InputStream stream;
    private long until;

    IncomingBody(RoutingRequest request, GuardedConnection connection) {
        this.request = request;
        this.connection = connection;
        request.streamFilter(this::timed);
    }

    /** Whether the whole body has been taken off the wire. */
    boolean isConsumed() {
        return request.content().consumed();
    }

    /** Whether the connection can't go on after this, as far as that can be told before our answer. */
    boolean costsTheConnection() {
        return !isConsumed() && (awaitsOurWord() || request.headers().contentLength().orElse(0) > Limits.REST_SIZE);
    }

    /**
     * Takes what is left off the wire.
     *
     * @return false when there is too much of it, or it may never come: it must not be waited for
     * @throws CloseConnectionException when it doesn't come to its end in time
     */
    boolean drain() {
        if (isConsumed()) {
            return true;
        }
        if (awaitsOurWord()) {
            return false;
        }
        byte[] forgotten = new byte[8192];
        try {
            InputStream in = stream == null ? request.content().inputStream() : stream;
            for (int left = Limits.REST_SIZE; left > 0; ) {
                int count = in.read(forgotten);
                if (count < 0) {
                    return true;
                }
                left -= count;
            }
            return false;
        } catch (IOException | UncheckedIOException | InsufficientDataAvailableException | RequestException e) {
            throw new CloseConnectionException("A body broke off", e);
        }
    }

    /** The client sends its body only when told to go on, and nobody has told it. */
    private boolean awaitsOurWord() {
        return stream == null && request.headers().contains(HeaderValues.EXPECT_100);
    }

    boolean isOverdue(long now) {
        return wait.isOverdue(now);
    }

    /** Whoever is waiting for more of it waits no longer. To be called by any thread. */
    void giveUp() {
        if (wait.cutOff()) {
            reader.interrupt();
        }
    }

    private InputStream timed(InputStream in) {
        until = connection.now() + connection.limits().body();
        stream = new Timed(in);
        return stream;
    }

    private RuntimeException broken(RuntimeException cause, Status status) {
        return connection.isHttp2() ? new CloseConnectionException("A stream broke off", cause) : Refusal.of(status);
    }

    private final class Timed extends FilterInputStream {
        private Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            wait.begin(until);
            try {
                return in.read(bytes, offset, length);
            } catch (RequestException e) { // who knows where the next request begins
                throw broken(e, e.status());
            } catch (IllegalArgumentException | IncorrectNewLineException e) { // a chunk's size that is none
                throw broken(e, Status.BAD_REQUEST_400);
            } finally {
                wait.end();
            }
        }
    }
}

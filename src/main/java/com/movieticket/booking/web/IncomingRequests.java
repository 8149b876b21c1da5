package com.movieticket.booking.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What comes in over one connection of HTTP/1.1, request after request, none of which may be longer, or longer on its way,
 * than is allowed. With HTTP/2 it only passes on what comes.
 *
 * <p>Used by the connection's thread alone, but for {@link #cutOffWhenOverdue} and {@link #isInLine}.
 */
final class IncomingRequests {
    /** For how long we go on listening to somebody who is still talking when he has had his last answer. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);
    /** Time enough to find out that a client has gone already. */
    private static final Duration A_GLANCE = Duration.ofMillis(20);

    private enum Stage { QUIET, HEAD, REQUEST }

    private final HelidonSocket socket;
    private final TimedWriter writer;
    private final TurningAway turningAway;
    private final Watchman watchman;
    private final Limits limits;
    private final StrictReader reader = new StrictReader(this::receive);
    private final Wait wait = new Wait();
    private Stage stage = Stage.QUIET;
    /** What comes after a request whose turn has come. */
    private @Nullable ReadAhead ahead;
    private boolean called;
    private volatile boolean inLine;
    private boolean first = true;
    private boolean http2;
    /** Since when the stage is what it is. */
    private long since;
    /** Bytes of this request. */
    private int received;

    /** @param writer of answers to requests that are turned away, which nobody else hears of */
    IncomingRequests(HelidonSocket socket, TimedWriter writer, TurningAway turningAway, Watchman watchman, Limits limits) {
        this.socket = socket;
        this.writer = writer;
        this.turningAway = turningAway;
        this.watchman = watchman;
        this.limits = limits;
        this.since = watchman.now();
    }

    /** For the framework. */
    DataReader reader() {
        return reader;
    }

    /** Whether a request waits for its turn; interrupted, it is turned away. To be called by any thread. */
    boolean isInLine() {
        return inLine;
    }

    boolean startsWith(byte[] bytes) {
        try {
            return reader.startsWith(bytes);
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("The client went away", e);
        }
    }

    void becomeHttp2() {
        http2 = true;
        reader.anythingGoes();
    }

    /** The head of a request has been read, or nothing is going to be read any more. */
    void headEnded() {
        stage = Stage.REQUEST;
        received = 0;
    }

    /** Nothing of the request is left on the wire. The next one may be here already, in part or as a whole. */
    void requestEnded() {
        turnEnded();
        boolean more = reader.available() > 0;
        stage = more ? Stage.HEAD : Stage.QUIET;
        since = watchman.now();
        received = more ? reader.available() : 0;
        reader.expectRequest();
    }

    /** To be called by any thread. */
    boolean cutOffWhenOverdue(long now) {
        return wait.cutOffWhenOverdue(now);
    }

    /**
     * Nothing is going to be read any more. Takes what is still coming off the wire, for a moment: closing at once would make
     * the operating system reset the connection, and the client might never see our answer.
     */
    void end() {
        turnEnded();
        if (http2 || stage == Stage.QUIET) {
            return;
        }
        long deadline = watchman.now() + LINGER;
        try {
            int left = Limits.REST_SIZE;
            for (byte[] bytes = readWithin(deadline); bytes != null && left > 0; bytes = readWithin(deadline)) {
                left -= bytes.length;
            }
        } catch (CloseConnectionException e) {
            // It is closed in any case.
        }
    }

    /** Reads what has come, but doesn't wait for longer than a client may take. */
    private byte @Nullable [] receive() {
        if (http2) {
            return read();
        }
        if (stage == Stage.HEAD && received >= limits.headSize()) {
            throw Refusal.of(RequestHead.TOO_LARGE);
        }
        if (received > Limits.REQUEST_SIZE) {
            throw Refusal.of(Status.REQUEST_ENTITY_TOO_LARGE_413);
        }
        byte[] bytes = switch (stage) {
            case QUIET -> nextRequest();
            case HEAD -> readWithin(since + limits.head());
            case REQUEST -> read(); // its body has a limit of its own
        };
        if (bytes == null) {
            return null;
        }
        if (stage == Stage.QUIET) {
            stage = Stage.HEAD;
            since = watchman.now();
        }
        if (first) { // before we wait for more: whoever speaks something else may never send it
            first = false;
            RequestHead.requireMethod(bytes);
        }
        received += bytes.length;
        return bytes;
    }

    /** The first that comes of the next one, but for those that are turned away. */
    private byte @Nullable [] nextRequest() {
        byte[] bytes = readWithin(since + limits.idle());
        while (bytes != null) {
            Optional<TurningAway.Obstacle> obstacle = turningAway.obstacle(bytes);
            if (obstacle.isEmpty() && turningAway.needsMore(bytes)) {
                bytes = together(bytes, readWithin(watchman.now() + limits.body()));
                obstacle = turningAway.obstacle(bytes);
            }
            if (obstacle.isEmpty() || comes(obstacle.get().turn())) {
                return bytes;
            }
            boolean stopping = Thread.interrupted(); // which would close the connection before the answer is written
            writer.writeNow(BufferData.create(turningAway.answer(obstacle.get())));
            if (stopping) {
                Thread.currentThread().interrupt();
            }
            since = watchman.now();
            bytes = readWithin(since + limits.idle());
        }
        return null;
    }

    private static byte[] together(byte[] bytes, byte @Nullable [] rest) {
        if (rest == null) {
            return bytes;
        }
        byte[] both = Arrays.copyOf(bytes, bytes.length + rest.length);
        System.arraycopy(rest, 0, both, bytes.length, rest.length);
        return both;
    }

    /** Whether it does; then it mustn't be for somebody who has gone meanwhile. */
    private boolean comes(BooleanSupplier turn) {
        inLine = true;
        boolean come = turn.getAsBoolean();
        inLine = false;
        if (!come) {
            return false;
        }
        called = true;
        ahead = ReadAhead.start(this::fromWire);
        if (ahead.endsWithin(A_GLANCE)) {
            throw new CloseConnectionException("The client went away while it waited for its turn");
        }
        return true;
    }

    private void turnEnded() {
        if (called) {
            called = false;
            turningAway.ended();
        }
    }

    private byte @Nullable [] readWithin(long deadline) {
        wait.begin(deadline);
        byte[] bytes = read();
        wait.end();
        return bytes;
    }

    private byte @Nullable [] read() {
        var begun = ahead;
        ahead = null;
        return begun == null ? fromWire() : begun.taken();
    }

    private byte @Nullable [] fromWire() {
        try {
            return socket.get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("The client went away", e);
        }
    }
}

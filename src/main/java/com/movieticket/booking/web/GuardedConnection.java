package com.movieticket.booking.web;

import com.movieticket.booking.web.Watchman.Watched;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection, over which HTTP/1.1 or HTTP/2 is spoken by the framework, while we see to it that nobody keeps us
 * waiting: for a request, for the end of its head or of its body, or for somebody to take our answer. The framework's
 * own time-outs bound a single read, which one byte every few seconds gets around, and none bounds a write.
 *
 * <p>Runs in the connection's own thread; with HTTP/2, requests run in threads of their own.
 */
final class GuardedConnection extends ForwardingContext
        implements ServerConnection, InterruptableTask<Void>, Watched {
    /** How HTTP/2 begins when nobody asked for it over HTTP/1.1 (RFC 9113, 3.4). */
    private static final byte[] HTTP_2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** For how long we go on listening to somebody who is still talking when he has had his last answer. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);
    /** Instead of a number of requests: none may begin any more. */
    private static final int CLOSED = -1;

    private enum Stage { QUIET, HEAD, REQUEST }

    private final Admission admission;
    private final Limits limits;
    private final Watchman watchman;
    private final Router router;
    private final HelidonSocket socket;
    private final DataReader reader = DataReader.create(this::receive);
    private final TimedWriter writer;
    private final Wait reading = new Wait();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<IncomingBody> bodies = ConcurrentHashMap.newKeySet(1);

    /** Of HTTP/1.1, known to the connection's thread alone; so are the next two. */
    private Stage stage = Stage.QUIET;
    private long headSince;
    private int received;
    private volatile long quietSince;
    private volatile boolean http2;
    private volatile @Nullable ServerConnection protocol;
    private volatile @Nullable Thread thread;

    GuardedConnection(ConnectionContext outer, Admission admission, Limits limits, Watchman watchman) {
        super(outer);
        this.admission = admission;
        this.limits = limits;
        this.watchman = watchman;
        this.router = admission.guarded(outer.router());
        this.socket = outer.serverSocket();
        this.writer = new TimedWriter(outer.dataWriter(), watchman, limits.answer());
        this.quietSince = watchman.now();
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        thread = Thread.currentThread();
        boolean admitted = admission.enter();
        watchman.add(this);
        try {
            if (admitted) {
                speak(limit);
            } else {
                stage = Stage.REQUEST; // which isn't even read
                throw Refusal.of(Status.SERVICE_UNAVAILABLE_503);
            }
        } catch (RequestException e) { // before any protocol was spoken
            writer.writeNow(BufferData.create(admission.lastWord(e.status())));
        } finally {
            linger();
            watchman.remove(this);
            release();
            if (admitted) {
                admission.leave();
            }
        }
    }

    private void speak(Limit limit) throws InterruptedException {
        boolean prior;
        try {
            prior = reader.startsWith(HTTP_2);
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw new CloseConnectionException("The client went away", e);
        }
        if (prior) {
            becomeHttp2();
        }
        ServerConnection chosen = prior ? admission.http2(this) : admission.http1(this);
        protocol = chosen;
        chosen.handle(limit);
    }

    /** From now on, requests come many at a time, and not in this thread. */
    void becomeHttp2() {
        http2 = true;
    }

    boolean isHttp2() {
        return http2;
    }

    Limits limits() {
        return limits;
    }

    /** On the watchman's clock. */
    long now() {
        return watchman.now();
    }

    /** @throws CloseConnectionException when the connection is being closed: the request must not be begun */
    void requestBegins() {
        if (underWay.updateAndGet(count -> count == CLOSED ? CLOSED : count + 1) == CLOSED) {
            throw new CloseConnectionException("A request came too late");
        }
        if (!http2) {
            stage = Stage.REQUEST;
            received = 0;
        }
    }

    /** @param complete whether nothing of it is left on the wire */
    void requestEnds(boolean complete) {
        quietSince = watchman.now();
        underWay.updateAndGet(count -> count == CLOSED ? CLOSED : count - 1);
        if (!http2 && complete) {
            stage = Stage.QUIET;
        }
    }

    /** From now on this body has to come to its end in time. */
    void expect(IncomingBody body) {
        bodies.add(body);
    }

    void forget(IncomingBody body) {
        bodies.remove(body);
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
        byte[] bytes = stage == Stage.REQUEST ? read() : readWithin(
                stage == Stage.QUIET ? quietSince + limits.idle() : headSince + limits.head());
        if (bytes == null) {
            return null;
        }
        if (stage == Stage.QUIET) {
            stage = Stage.HEAD;
            headSince = watchman.now();
            received = 0;
            if (protocol == null) { // later on, it may be the middle of a request that came right behind another
                RequestHead.requireMethod(bytes);
            }
        }
        received += bytes.length;
        return bytes;
    }

    private byte @Nullable [] readWithin(long deadline) {
        reading.begin(deadline);
        byte[] bytes = read();
        reading.end();
        return bytes;
    }

    private byte @Nullable [] read() {
        try {
            return socket.get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("The client went away", e);
        }
    }

    /**
     * Takes what is still coming off the wire, for a moment: closing at once would make the operating system reset the
     * connection, and the client might never see our answer.
     */
    private void linger() {
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

    @Override
    public void check(long now) {
        boolean overdue = reading.cutOffWhenOverdue(now)
                | writer.cutOffWhenOverdue(now)
                | bodies.stream().anyMatch(body -> body.isOverdue(now))
                | (http2 && now > quietSince + limits.idle() && underWay.compareAndSet(0, CLOSED));
        if (overdue) {
            cut();
        }
    }

    private void cut() {
        try {
            socket.close();
        } catch (UncheckedIOException e) {
            // It was closed already.
        }
        release();
        var owner = thread;
        if (http2 && owner != null) {
            owner.interrupt(); // it may be waiting for room in a stream's queue
        }
    }

    /** Nobody waits for a body any more: with HTTP/2, the framework would let him wait for ever. */
    private void release() {
        underWay.set(CLOSED);
        bodies.forEach(IncomingBody::giveUp);
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public Router router() {
        return router;
    }

    /** The framework has a limit of its own for this, which would count a long answer as idleness. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        var chosen = protocol;
        if (chosen == null) {
            cut();
        } else {
            chosen.close(interrupt);
        }
    }

    @Override
    public boolean canInterrupt() {
        return !(protocol instanceof InterruptableTask<?> task) || task.canInterrupt();
    }
}

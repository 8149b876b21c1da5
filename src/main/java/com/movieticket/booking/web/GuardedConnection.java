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
import io.helidon.webserver.spi.ServerConnection;
import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Instead of a number of requests: none may begin any more. */
    private static final int CLOSED = -1;

    private final Admission admission;
    private final Limits limits;
    private final Watchman watchman;
    private final Router router;
    private final HelidonSocket socket;
    private final IncomingRequests incoming;
    private final TimedWriter writer;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<IncomingBody> bodies = ConcurrentHashMap.newKeySet(1);

    private volatile long quietSince;
    private volatile boolean http2;
    private boolean kept;
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
        this.incoming = new IncomingRequests(socket, writer, admission.turningAway(), watchman, limits);
        this.quietSince = watchman.now();
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        thread = Thread.currentThread();
        boolean admitted = admission.enter();
        watchman.add(this);
        try {
            serve(limit, admitted);
        } finally {
            watchman.remove(this);
            release();
            if (kept) {
                admission.forgotten();
            }
            if (admitted) {
                admission.leave();
            }
        }
    }

    private void serve(Limit limit, boolean admitted) throws InterruptedException {
        try {
            if (admitted) {
                speak(limit);
            } else {
                incoming.headEnded(); // it isn't even read
                throw Refusal.of(Status.SERVICE_UNAVAILABLE_503);
            }
        } catch (RequestException e) { // before any protocol was spoken
            writer.writeNow(BufferData.create(admission.lastWord(e.status())));
        } finally {
            incoming.end();
        }
    }

    private void speak(Limit limit) throws InterruptedException {
        boolean prior = incoming.startsWith(HTTP_2);
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
        incoming.becomeHttp2();
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
            incoming.headEnded();
        }
    }

    /** Whether it may go on when it has answered; of HTTP/1.1, which takes a connection for each client, by its thread. */
    boolean mayStay() {
        kept = kept || admission.keep();
        return kept;
    }

    /** @param complete whether nothing of it is left on the wire */
    void requestEnds(boolean complete) {
        quietSince = watchman.now();
        underWay.updateAndGet(count -> count == CLOSED ? CLOSED : count - 1);
        if (!http2 && complete) {
            incoming.requestEnded();
        }
    }

    /** From now on this body has to come to its end in time; where the connection has ended meanwhile, it never will. */
    void expect(IncomingBody body) {
        bodies.add(body);
        if (underWay.get() == CLOSED) {
            body.giveUp();
        }
    }

    void forget(IncomingBody body) {
        bodies.remove(body);
    }

    @Override
    public void check(long now) {
        boolean overdue = incoming.cutOffWhenOverdue(now)
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
        return incoming.reader();
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
        var owner = thread;
        if (incoming.isInLine() && owner != null) {
            owner.interrupt();
        } else if (chosen == null) {
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

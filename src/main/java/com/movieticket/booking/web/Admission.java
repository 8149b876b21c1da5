package com.movieticket.booking.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets connections in, as many as there may be. One too many is told so at once, instead of being left waiting in the
 * operating system's queue until somebody else goes. Thread-safe.
 */
final class Admission implements ServerConnectionSelector {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private final Limits limits;
    private final Watchman watchman;
    private final ErrorPages errors;
    private final Tracing tracing;
    private final TurningAway turningAway;
    private final Http1ConnectionSelector http1;
    private final Http2ConnectionSelector http2;
    private volatile @Nullable Router router;

    Admission(Limits limits, Watchman watchman, ErrorPages errors, Tracing tracing, TurningAway turningAway,
              Http1ConnectionSelector http1, Http2ConnectionSelector http2) {
        this.limits = limits;
        this.watchman = watchman;
        this.errors = errors;
        this.tracing = tracing;
        this.turningAway = turningAway;
        this.http1 = http1;
        this.http2 = http2;
    }

    /** Whether there is room for one more; who goes in has to {@link #leave}. */
    boolean enter() {
        if (inside.incrementAndGet() <= limits.connections()) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        inside.decrementAndGet();
    }

    /** Whether one that serves may stay when it has; then it has to be {@link #forgotten} at its end. */
    boolean keep() {
        if (kept.incrementAndGet() <= limits.kept()) {
            return true;
        }
        forgotten();
        return false;
    }

    void forgotten() {
        kept.decrementAndGet();
    }

    /** What is said to those that nothing else is said to. */
    byte[] lastWord(Status status) {
        return errors.lastWord(status);
    }

    TurningAway turningAway() {
        return turningAway;
    }

    ServerConnection http1(GuardedConnection connection) {
        return http1.connection(connection);
    }

    ServerConnection http2(GuardedConnection connection) {
        return http2.connection(connection);
    }

    /** The server has one router, but tells it to its connections alone. */
    Router guarded(Router plain) {
        var known = router;
        if (known == null) {
            known = new GuardedRouter(plain, errors, tracing);
            router = known;
        }
        return known;
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new GuardedConnection(context, this, limits, watchman);
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    /** Whatever comes: there is no other selector. */
    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of();
    }
}

package com.movieticket.booking.observe;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Counts requests: so that there are never more than the service can bear, and so that those under way can end before it
 * stops. From then on readiness is off. Whatever is too much or too late is turned away at once, to be sent again or to
 * another instance; health and metrics are still told. (The server's own grace period waits for connections, not for
 * requests: one that has gone idle meanwhile would hold it up to its end.)
 *
 * <p>Who is turned away may be slow to take his answer. When those are as many again as may be under way, the next ones are
 * told so without a body, which nobody has to wait for to be taken.
 */
final class RequestsUnderWay implements Filter {
    private static final String NOT_READY =
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"stopping\",\"status\":\"DOWN\"}]}";
    private static final String STOPPING = "The service is stopping, please retry";
    private static final String BUSY = "The service has too much to do, please retry";

    private enum Entry { BEGUN, BUSY, OVERRUN, STOPPING }

    private final int most;
    private final Function<String, byte[]> body;
    private final Runnable shed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int underWay;
    private int turnedAway;
    private boolean stopping;

    /**
     * @param most that may be under way at once
     * @param body of the answer to a request that may be sent again, by what it says
     * @param shed hears of each one that is turned away as too much; of those that come too late it doesn't
     */
    RequestsUnderWay(int most, Function<String, byte[]> body, Runnable shed) {
        this.most = most;
        this.body = body;
        this.shed = shed;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().path();
        if (path.startsWith("/health") || path.equals("/metrics")) {
            if (path.equals("/health/ready") && stopping()) {
                turnAway(response).send(NOT_READY);
            } else {
                chain.proceed();
            }
            return;
        }
        Entry entry = enter();
        try {
            switch (entry) {
                case BEGUN -> chain.proceed();
                case BUSY -> turnAway(response).send(body.apply(BUSY));
                case OVERRUN -> turnAway(response).send();
                case STOPPING -> turnAway(response).send(body.apply(STOPPING));
            }
        } finally {
            leave(entry);
        }
    }

    private static ServerResponse turnAway(ServerResponse response) {
        return response.status(Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .header(HeaderValues.CACHE_NO_CACHE)
                .header(HeaderNames.RETRY_AFTER, "1");
    }

    /** How many requests are under way; those for health and metrics don't count. */
    int count() {
        lock.lock();
        try {
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    /** Turns away what comes from now on, and waits until what has come before has ended, or for so long. */
    void drain(Duration most) throws InterruptedException {
        lock.lock();
        try {
            stopping = true;
            long left = most.toNanos();
            while (underWay > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean stopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private Entry enter() {
        lock.lock();
        try {
            if (!stopping && underWay < most) {
                underWay++;
                return Entry.BEGUN;
            }
            turnedAway++;
            if (!stopping) {
                shed.run();
            }
            if (turnedAway > most) {
                return Entry.OVERRUN;
            }
            return stopping ? Entry.STOPPING : Entry.BUSY;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Entry entry) {
        lock.lock();
        try {
            if (entry == Entry.BEGUN) {
                underWay--;
                ended.signalAll();
            } else {
                turnedAway--;
            }
        } finally {
            lock.unlock();
        }
    }
}

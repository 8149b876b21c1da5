package com.movieticket.booking.observe;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts requests, so that those under way can end before the service stops. From then on readiness is off, and new
 * requests are turned away at once, to be sent to another instance; health and metrics are still told. (The server's own
 * grace period waits for connections, not for requests: one that has gone idle meanwhile would hold it up to its end.)
 */
final class RequestsUnderWay implements Filter {
    private static final String NOT_READY =
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"stopping\",\"status\":\"DOWN\"}]}";
    private static final String STOPPING = "{\"errors\":[{\"message\":\"The service is stopping, please retry\","
            + "\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true}}]}";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int underWay;
    private boolean stopping;

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().path();
        boolean observed = path.startsWith("/health") || path.equals("/metrics");
        if (observed ? path.equals("/health/ready") && stopping() : !began()) {
            response.status(Status.SERVICE_UNAVAILABLE_503)
                    .header(HeaderValues.CONTENT_TYPE_JSON)
                    .header(HeaderValues.CACHE_NO_CACHE)
                    .header(HeaderNames.RETRY_AFTER, "1")
                    .send(observed ? NOT_READY : STOPPING);
            return;
        }
        try {
            chain.proceed();
        } finally {
            if (!observed) {
                ended();
            }
        }
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

    /** Whether it may begin. */
    private boolean began() {
        lock.lock();
        try {
            underWay += stopping ? 0 : 1;
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            underWay--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

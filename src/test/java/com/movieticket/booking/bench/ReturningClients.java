package com.movieticket.booking.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients who come again when they are told to, and not before; over a new connection when the old one was closed.
 * Thread-safe.
 */
final class ReturningClients {
    /** What {@code Retry-After} says. */
    static final Duration AGAIN = Duration.ofSeconds(1);

    private final Duration patience;
    private final AtomicInteger atOnce = new AtomicInteger();
    private final Map<String, Integer> reasons = new ConcurrentHashMap<>();
    private final long begin = System.nanoTime();

    /** @param patience from now on, after which they take no for an answer */
    ReturningClients(Duration patience) {
        this.patience = patience;
    }

    /** How many weren't told to come again. */
    int atOnce() {
        return atOnce.get();
    }

    /** Why the others were, and how many times. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    /** The last answer. */
    Wire.Reply answered(int port, String document) throws IOException {
        Wire wire = new Wire(port);
        try {
            Wire.Reply reply = wire.post(document);
            for (boolean first = true; comesAgain(reply.status(), reply.body(), first); first = false) {
                LockSupport.parkNanos(AGAIN.toNanos());
                if (reply.last()) {
                    wire.close();
                    wire = new Wire(port);
                }
                reply = wire.post(document);
            }
            return reply;
        } finally {
            wire.close();
        }
    }

    /** The last answer, over connections of the client. */
    CompletableFuture<HttpResponse<String>> answered(HttpClient client, HttpRequest request) {
        return answered(client, request, true);
    }

    private CompletableFuture<HttpResponse<String>> answered(HttpClient client, HttpRequest request, boolean first) {
        return client.sendAsync(request, BodyHandlers.ofString()).thenCompose(response -> {
            if (!comesAgain(response.statusCode(), response.body(), first)) {
                return CompletableFuture.completedFuture(response);
            }
            var later = CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> answered(client, request, false), later).thenCompose(next -> next);
        });
    }

    private boolean comesAgain(int status, String body, boolean first) {
        boolean told = status == 503 || body.contains("\"retryable\":true");
        if (first && !told) {
            atOnce.incrementAndGet();
        }
        if (told) {
            reasons.merge(status + " " + body.replaceAll(".*\"message\":\"([^\"]*)\".*", "$1"), 1, Integer::sum);
        }
        return told && System.nanoTime() - begin < patience.toNanos();
    }
}

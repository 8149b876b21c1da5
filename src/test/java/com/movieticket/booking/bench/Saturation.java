package com.movieticket.booking.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Does something over and over again, over so many connections at once, each as fast as it is answered. */
final class Saturation {
    static final int CONNECTIONS = 16;

    private Saturation() {
    }

    /** One turn over a connection, which throws when it doesn't come out as it should. */
    interface Turn {
        void take(Wire wire) throws IOException;
    }

    /** How many turns were taken. */
    static long of(int port, Duration time, Turn turn) throws InterruptedException, ExecutionException {
        return of(port, CONNECTIONS, time, turn);
    }

    static long of(int port, int connections, Duration time, Turn turn) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        return taken(port, connections, () -> System.nanoTime() < end, turn);
    }

    /** Takes exactly so many turns. */
    static void turns(int port, long count, Turn turn) throws InterruptedException, ExecutionException {
        var left = new AtomicLong(count);
        taken(port, CONNECTIONS, () -> left.getAndDecrement() > 0, turn);
    }

    private static long taken(int port, int connections, BooleanSupplier more, Turn turn)
            throws InterruptedException, ExecutionException {
        List<Future<Long>> counts = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                counts.add(threads.submit(() -> {
                    long turns = 0;
                    try (var wire = new Wire(port)) {
                        for (; more.getAsBoolean(); turns++) {
                            turn.take(wire);
                        }
                    }
                    return turns;
                }));
            }
        }
        long all = 0;
        for (Future<Long> count : counts) {
            all += count.get();
        }
        return all;
    }

    /** Asks, and wants the answer to be good. */
    static String good(Wire wire, String request, String sign) throws IOException {
        Wire.Reply reply = wire.post(request);
        if (reply.status() != 200 || !reply.body().contains(sign)) {
            throw new IllegalStateException(request + " was answered by " + reply);
        }
        return reply.body();
    }
}

package com.movieticket.booking.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks a server that is still starting again and again, every millisecond, until it answers as it should. */
final class FirstAnswer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private FirstAnswer() {
    }

    /**
     * When it came.
     *
     * @param sign  of the answer that is wanted
     * @param begin from which to count, as {@link System#nanoTime} does
     */
    static double millis(int port, Supplier<String> requests, String sign, long begin) {
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            try (var wire = new Wire(port)) {
                Wire.Reply reply = wire.post(requests.get());
                if (reply.status() == 200 && reply.body().contains(sign)) {
                    return (System.nanoTime() - begin) / 1e6;
                }
            } catch (IOException _) {
                LockSupport.parkNanos(1_000_000); // it doesn't listen yet
            }
        }
        throw new IllegalStateException("the server at port " + port + " has not answered as it should");
    }
}

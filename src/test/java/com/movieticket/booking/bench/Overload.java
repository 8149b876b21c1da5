package com.movieticket.booking.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the service still does when three times as many new bookings are wanted as it can make: how much of its best, and how
 * long those wait that it takes, beside what they wait at 70 % of its best.
 */
final class Overload implements Row {
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String title() {
        return "Three times as many new bookings as can be made";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start(); var service = Launch.service(parts.environment())) {
            parts.addShowtimes("s", 6_000);
            var seats = new Requests.Seats("s");
            var load = new OpenLoop(service.port(), seats::creation, body -> body.contains("\"success\":true"));
            progress.accept("warming up: " + load.closed(CONNECTIONS, Duration.ofSeconds(20)));
            OpenLoop.Result best = load.closed(CONNECTIONS, Duration.ofSeconds(15));
            progress.accept("at its best: " + best);
            OpenLoop.Result calm = load.open(0.7 * best.goodput(), Duration.ofSeconds(15));
            progress.accept("at 70 %: " + calm);
            progress.accept("the rush: " + load.open(3 * best.goodput(), Duration.ofSeconds(15)));
            if (!service.alive()) {
                throw new IllegalStateException("the service did not survive the rush: " + service.output());
            }
            OpenLoop.Result over = load.open(3 * best.goodput(), Duration.ofSeconds(20));
            progress.accept("at 300 %: " + over);
            return List.of(Figure.beside("bookings made, beside its best", over.goodput(), best.goodput(), "/s"),
                    Figure.beside("p99 of those made, beside that at 70 %", over.millis(99), calm.millis(99), "ms"));
        }
    }
}

package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the service still does when three times as much is asked as it can answer: how much of its best, and how long
 * those wait that it takes, beside what they wait at 70 % of its best.
 *
 * <p>It has a processor to itself, since otherwise whoever sends the load would take from it what it needs to bear it.
 * Asked is for lists of a hundred bookings, which cost it so much that two processors are enough to ask for three times
 * as many.
 */
final class Overload implements Row {
    private static final int CONNECTIONS = 64;
    private static final int LISTED = 200;
    private static final int WARM_UP = 20_000;
    private static final String GOOD = "\"get_user_bookings\":[{";

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String title() {
        return "Three times as many lists of a hundred bookings as can be read";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start(); var service = Launch.service(parts.environment(), "-XX:ActiveProcessorCount=1")) {
            parts.addShowtimes("s", 2);
            var seats = new Requests.Seats("s");
            Saturation.turns(service.port(), LISTED, wire -> Saturation.good(wire, seats.creation(), "\"success\":true"));
            progress.accept("warming up");
            Saturation.turns(service.port(), WARM_UP, wire -> Saturation.good(wire, Requests.listing(), GOOD));
            separate(service, parts);
            var load = new OpenLoop(service.port(), Requests::listing, body -> body.contains(GOOD));
            OpenLoop.Result best = load.closed(CONNECTIONS, Duration.ofSeconds(15));
            progress.accept("at its best: " + best);
            OpenLoop.Result calm = load.open(0.7 * best.goodput(), Duration.ofSeconds(20));
            progress.accept("at 70 %: " + calm);
            progress.accept("the rush: " + load.open(3 * best.goodput(), Duration.ofSeconds(20)));
            if (!service.alive()) {
                throw new IllegalStateException("the service did not survive the rush: " + service.output());
            }
            OpenLoop.Result over = load.open(3 * best.goodput(), Duration.ofSeconds(20));
            progress.accept("at 300 %: " + over);
            return List.of(Figure.beside("lists read, beside its best", over.goodput(), best.goodput(), "/s").atLeastTimes(0.8),
                    Figure.beside("p99 of those read, beside that at 70 %", over.millis(99), calm.millis(99), "ms").atMostTimes(2));
        } finally {
            Processors.all(ProcessHandle.current().pid());
        }
    }

    private static void separate(Program service, Parts parts) throws IOException {
        Processors.first(service.pid());
        Processors.others(parts.pid());
        Processors.others(ProcessHandle.current().pid());
    }
}

package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the service still does when three times as much is asked as it can do: how much of its best, and how long those wait
 * that it takes, beside what they wait at 70 % of its best. With long lists, and with new bookings, each of which costs it
 * no more than to turn five of them away.
 *
 * <p>It has a quarter of a processor, since else two would not be enough to ask for three times as much, and to be the
 * neighbours of what is done.
 */
final class Overload implements Row {
    private static final double SHARE = 0.25;
    private static final int LISTED = 200;
    /** More than are let in with 256 MB, so that turning away is warm, too. */
    private static final int CROWD = 2_000;
    private static final Duration CROWDED = Duration.ofSeconds(15);
    private static final List<Integer> CONNECTIONS = List.of(16, 32, 64);
    /** Until the service has found out how many at once are enough. */
    private static final Duration RUSH = Duration.ofSeconds(40);
    private static final Duration STRETCH = Duration.ofSeconds(20);

    /**
     * What is asked for.
     *
     * @param what   for people
     * @param sign   of an answer that is as wanted
     * @param warmUp so many first
     */
    private record Wish(String what, Supplier<String> documents, String sign, int warmUp) {
        OpenLoop at(int port) {
            return new OpenLoop(port, documents, body -> body.contains(sign));
        }
    }

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String title() {
        return "Three times as much as can be done with a quarter of a processor";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        var seats = new Requests.Seats("s");
        var lists = new Wish("lists of a hundred bookings", Requests::listing, "\"get_user_bookings\":[{", 20_000);
        var bookings = new Wish("new bookings", seats::creation, Requests.BOOKED, 40_000);
        return Stream.concat(measured(lists, progress).stream(), measured(bookings, progress).stream()).toList();
    }

    private static List<Figure> measured(Wish wish, Consumer<String> progress) throws Exception {
        try (var parts = Parts.start(); var service = Launch.service(parts.environment(), "-XX:ActiveProcessorCount=1")) {
            parts.addShowtimes("s", 9_000);
            parts.addShowtimes("listed", 2);
            progress.accept(wish.what + ": warming up");
            var seats = new Requests.Seats("listed");
            Saturation.turns(service.port(), LISTED, wire -> Saturation.good(wire, seats.creation(), Requests.BOOKED));
            Saturation.turns(service.port(), wish.warmUp, wire -> Saturation.good(wire, wish.documents.get(), wish.sign));
            progress.accept("a crowd: " + wish.at(service.port()).closed(CROWD, CROWDED));
            return figures(wish, service, progress);
        }
    }

    private static List<Figure> figures(Wish wish, Program service, Consumer<String> progress)
            throws IOException, InterruptedException {
        OpenLoop load = wish.at(service.port());
        try (var _ = ProcessorQuota.of(service.pid(), SHARE)) {
            double best = best(load, progress);
            OpenLoop.Result calm = load.open(0.7 * best, STRETCH);
            progress.accept("at 70 %: " + calm);
            progress.accept("the rush: " + load.open(3 * best, RUSH));
            if (!service.alive()) {
                throw new IllegalStateException("the service did not survive the rush: " + service.output());
            }
            OpenLoop.Result over = load.open(3 * best, STRETCH);
            progress.accept("at 300 %: " + over);
            return List.of(
                    Figure.beside(wish.what + ", beside the best", over.goodput(), best, "/s").atLeastTimes(0.8),
                    Figure.beside("p99 of those, beside that at 70 %", over.millis(99), calm.millis(99), "ms").atMostTimes(2));
        }
    }

    /** What it can do, looked for at rising numbers of connections, and again as long as it becomes more. */
    private static double best(OpenLoop load, Consumer<String> progress) throws InterruptedException {
        double best = 0;
        double before;
        do {
            before = best;
            for (int connections : CONNECTIONS) {
                OpenLoop.Result result = load.closed(connections, Duration.ofSeconds(6));
                progress.accept("%d connections: %s".formatted(connections, result));
                best = Math.max(best, result.goodput());
            }
        } while (best > 1.05 * before);
        return best;
    }
}

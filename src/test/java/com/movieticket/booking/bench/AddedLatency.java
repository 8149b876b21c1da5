package com.movieticket.booking.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * By how much later a client has its answer to {@code create_booking} than its calls alone would take: at half of what the
 * service can do, beside a program that makes the same calls on the same schedule, the first two of them together.
 */
final class AddedLatency implements Row {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 10;
    private static final int WARM_UP = 40_000;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "Latency that the service adds to create_booking, at half of the rate that it can do";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start();
             var bare = BookingCost.bare(parts);
             var service = Launch.service(parts.environment())) {
            parts.addShowtimes("s", 4_000);
            parts.addShowtimes("bare", 4_000);
            var seats = new Requests.Seats("s");
            var load = new OpenLoop(service.port(), seats::creation, body -> body.contains(Requests.BOOKED));
            progress.accept("warming up");
            Saturation.turns(service.port(), WARM_UP, wire -> Saturation.good(wire, seats.creation(), Requests.BOOKED));
            for (long booked = 0; booked < WARM_UP / 2; ) {
                booked += Long.parseLong(bare.ask("book 16 2"));
            }
            double rate = load.closed(Saturation.CONNECTIONS, Duration.ofSeconds(8)).goodput() / 2;
            bare.ask("create %f 10".formatted(rate));
            return latencies(load, bare, rate, progress);
        }
    }

    private static List<Figure> latencies(OpenLoop load, Companion bare, double rate, Consumer<String> progress)
            throws Exception {
        progress.accept("%d rounds at %.0f a second".formatted(ROUNDS, rate));
        List<List<Double>> numbers = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < ROUNDS; i++) {
            OpenLoop.Result ours = load.open(rate, Duration.ofSeconds(SECONDS));
            if (ours.failed() > 0) {
                throw new IllegalStateException("some failed: " + ours);
            }
            String[] theirs = bare.ask("create %f %d".formatted(rate, SECONDS)).split(" ");
            numbers.get(0).add(ours.millis(50));
            numbers.get(1).add(Long.parseLong(theirs[0]) / 1000.0);
            numbers.get(2).add(ours.millis(99));
            numbers.get(3).add(Long.parseLong(theirs[1]) / 1000.0);
            progress.accept("p50 %.2f ms, its calls %.2f ms; p99 %.2f ms, its calls %.2f ms".formatted(
                    numbers.stream().map(List::getLast).toArray()));
        }
        double[] medians = numbers.stream().mapToDouble(Rounds::median).toArray();
        return List.of(
                Figure.beside("create_booking, p50", medians[0], medians[1], "ms").atMostMore(1),
                Figure.beside("create_booking, p99", medians[2], medians[3], "ms").atMostMore(5));
    }
}

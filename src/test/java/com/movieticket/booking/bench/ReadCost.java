package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** What a {@code get_booking} costs the service, beside a bare handler that does the same read. */
final class ReadCost implements Row {
    private static final int BOOKINGS = 10_000;
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 60_000;
    private static final Duration ROUND = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "read";
    }

    @Override
    public String title() {
        return "Processor time of a read, at saturation with 16 connections";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start();
             var bare = Companion.start(BareRead.class, Launch.FLAGS, parts.mongodb());
             var service = Launch.service(parts.environment())) {
            StoredBookings.addConfirmed(parts.mongodb(), 0, BOOKINGS);
            int barePort = Integer.parseInt(bare.ask("port"));
            same(service.port(), barePort);
            progress.accept("warming up");
            Saturation.turns(service.port(), WARM_UP, ReadCost::read);
            Saturation.turns(barePort, WARM_UP, ReadCost::read);
            progress.accept("%d rounds, µs for each read".formatted(ROUNDS));
            Figure many = Rounds.alternating(ROUNDS, () -> cost(service, 16), () -> cost(bare, barePort, 16), progress)
                    .figure("a read, 16 connections", "µs").atMostTimes(1.35);
            progress.accept("the same, one connection");
            Figure one = Rounds.alternating(3, () -> cost(service, 1), () -> cost(bare, barePort, 1), progress)
                    .figure("a read, one connection", "µs");
            return List.of(many, one);
        }
    }

    private static double cost(Program service, int connections) throws Exception {
        return Rounds.cost(service.pid(), () -> reads(service.port(), connections, ROUND));
    }

    private static double cost(Companion bare, int port, int connections) throws Exception {
        return Rounds.cost(bare.pid(), () -> reads(port, connections, ROUND));
    }

    private static long reads(int port, int connections, Duration time) throws Exception {
        return Saturation.of(port, connections, time, ReadCost::read);
    }

    private static void read(Wire wire) throws IOException {
        Saturation.good(wire, Requests.reading(StoredBookings.anyId(BOOKINGS)), "\"status\":\"confirmed\"");
    }

    /** Both must do the same, or the comparison means nothing. */
    private static void same(int port, int barePort) throws Exception {
        String request = Requests.reading(StoredBookings.id(ThreadLocalRandom.current().nextInt(BOOKINGS)));
        try (var wire = new Wire(port); var bareWire = new Wire(barePort)) {
            Wire.Reply ours = wire.post(request);
            Wire.Reply theirs = bareWire.post(request);
            if (!ours.equals(theirs)) {
                throw new IllegalStateException("the service answers " + ours + ", the baseline " + theirs);
            }
        }
    }
}

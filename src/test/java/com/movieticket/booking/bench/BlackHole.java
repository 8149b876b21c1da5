package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A steady load, while the user service takes every call and answers none, for a minute, and then is back: how long clients
 * wait, what piles up, and how soon all is well again. With the settings as they are shipped.
 */
final class BlackHole implements Row {
    private static final int PER_SECOND = 150;
    /** The first calls run into the time-out of ten seconds, and open the circuit. */
    private static final Duration UNTIL_OPEN = Duration.ofSeconds(12);
    private static final Duration WHILE_OPEN = Duration.ofSeconds(48);
    private static final Predicate<String> BOOKED = body -> body.contains(Requests.BOOKED);
    private static final Predicate<String> UNAVAILABLE = body -> body.contains("SERVICE_UNAVAILABLE");

    /** What a process holds on to. */
    private record Held(long bytes, long threads, long files) {
        static Held by(Program service, String moment) throws IOException, InterruptedException {
            return new Held(LiveObjects.bytes(service.pid(), moment), Processor.threads(service.pid()),
                    Processor.files(service.pid()));
        }
    }

    @Override
    public String name() {
        return "blackhole";
    }

    @Override
    public String title() {
        return "A minute without an answer from the user service, at %d new bookings a second".formatted(PER_SECOND);
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start(); var service = Launch.service(parts.environment())) {
            parts.addShowtimes("s", 500);
            var seats = new Requests.Seats("s");
            OpenLoop.Result well = load(service, seats, BOOKED, Duration.ofSeconds(20));
            progress.accept("all is well: " + well);
            Held before = Held.by(service, "before-blackhole");

            parts.holdUsers();
            OpenLoop.Result closed = load(service, seats, UNAVAILABLE, UNTIL_OPEN);
            progress.accept("until the circuit is open: " + closed);
            OpenLoop.Result open = load(service, seats, UNAVAILABLE, WHILE_OPEN);
            progress.accept("while it is: " + open);
            Held after = Held.by(service, "after-blackhole");

            parts.letUsersGo();
            double back = secondsUntilBooked(service, seats);
            return List.of(
                    Figure.alone("not booked while all is well", well.sent() - well.good(), "").atMost(0),
                    Figure.alone("the longest that a client waited", Math.max(closed.millis(100), open.millis(100)), "ms")
                            .atMost(11_000),
                    Figure.alone("answered otherwise than unavailable", closed.failed() + open.failed(), "").atMost(0),
                    Figure.alone("while the circuit is open, p50", open.millis(50), "ms").atMost(5),
                    Figure.alone("while the circuit is open, p99", open.millis(99), "ms"),
                    Figure.beside("live objects after it, beside before", after.bytes / 1e6, before.bytes / 1e6, "MB"),
                    Figure.beside("threads of the system after it, beside before", after.threads, before.threads, ""),
                    Figure.beside("files after it, beside before", after.files, before.files, ""),
                    Figure.alone("until the first booking, once it is back", back, "s").atMost(2));
        }
    }

    private static OpenLoop.Result load(Program service, Requests.Seats seats, Predicate<String> wanted, Duration time) {
        return new OpenLoop(service.port(), seats::creation, wanted).open(PER_SECOND, time);
    }

    private static double secondsUntilBooked(Program service, Requests.Seats seats) throws IOException {
        long begin = System.nanoTime();
        try (var wire = new Wire(service.port())) {
            while (!BOOKED.test(wire.post(seats.creation()).body())) {
                if (System.nanoTime() - begin > 60e9) {
                    throw new IOException("no booking within a minute");
                }
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}

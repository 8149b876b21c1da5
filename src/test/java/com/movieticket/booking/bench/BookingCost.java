package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/** What a booking costs the service, created and paid, beside the bare sum of its calls. */
final class BookingCost implements Row {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 5;
    private static final int WARM_UP = 40_000;

    @Override
    public String name() {
        return "booking";
    }

    @Override
    public String title() {
        return "Processor time of a booking, created and paid, at saturation";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start();
             var bare = bare(parts);
             var service = Launch.service(parts.environment())) {
            parts.addShowtimes("s", 3_000);
            parts.addShowtimes("bare", 3_000);
            var seats = new Requests.Seats("s");
            service.port();
            progress.accept("warming up");
            Saturation.turns(service.port(), WARM_UP, wire -> book(wire, seats));
            for (long booked = 0; booked < WARM_UP; ) {
                booked += Long.parseLong(bare.ask("book 16 2"));
            }
            progress.accept("%d rounds, µs for each booking".formatted(ROUNDS));
            return List.of(Rounds.alternating(ROUNDS,
                            () -> Rounds.costInTheEnd(service.pid(), () -> book(service, seats, SECONDS)),
                            () -> Rounds.costInTheEnd(bare.pid(), () -> Long.parseLong(bare.ask("book 16 " + SECONDS))), progress)
                    .figure("a booking, created and paid", "µs").atMostTimes(1.5));
        }
    }

    /** Its environment is the service's, but that its bookings are kept apart: the service would take care of them. */
    static Companion bare(Parts parts) throws IOException {
        var environment = new HashMap<>(parts.environment());
        environment.put("MONGODB_URI", parts.mongodb().replaceFirst("/\\w+$", "/bare"));
        return Companion.start(BareBooking.class, Launch.FLAGS, environment);
    }

    private static long book(Program service, Requests.Seats seats, int seconds) throws Exception {
        return Saturation.of(service.port(), Duration.ofSeconds(seconds), wire -> book(wire, seats));
    }

    private static void book(Wire wire, Requests.Seats seats) throws IOException {
        String created = Saturation.good(wire, seats.creation(), Requests.BOOKED);
        Saturation.good(wire, Requests.paying(Requests.field(created, "id")), "\"status\":\"confirmed\"");
    }
}

package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;

import java.util.List;
import java.util.function.Consumer;

/** What the service occupies: when it has just started, and after many bookings, in a container of 256 MB. */
final class MemoryUse implements Row {
    private static final int BOOKINGS = Integer.getInteger("bench.bookings", 100_000);
    /** As the virtual machine would see the container; other than that it is started as shipped. */
    private static final String CONTAINER = "-XX:MaxRAM=256m";

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "Memory that the service occupies, idle and after %,d bookings".formatted(BOOKINGS);
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start();
             var service = Launch.asShipped(parts.environment(), CONTAINER)) {
            parts.addShowtimes("s", BOOKINGS / Parts.SEATS + 2);
            var seats = new Requests.Seats("s");
            service.port();
            double idle = resident(service);
            progress.accept("booking");
            book(service, seats, BOOKINGS / 2);
            double half = resident(service);
            progress.accept("half of them, %.0f MB".formatted(half));
            book(service, seats, BOOKINGS / 2);
            return List.of(Figure.alone("resident, idle", idle, "MB").atMost(80),
                    Figure.beside("resident after all, beside after half of them", resident(service), half, "MB").atMost(200));
        }
    }

    private static double resident(Program service) {
        Processor.microsWhenQuiet(service.pid());
        return Processor.residentMegabytes(service.pid());
    }

    private static void book(Program service, Requests.Seats seats, int bookings) throws Exception {
        Saturation.turns(service.port(), bookings, wire -> Saturation.good(wire, seats.creation(), Requests.BOOKED));
    }
}

package com.movieticket.booking.bench;

import com.movieticket.booking.frontdoor.Program;
import com.movieticket.booking.testing.Eventually;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether a read, a booking, and an expiry with its event cost more when there are more bookings: the processor time of the
 * service and of the stand-ins together, but for that of the stand-ins' collector. It is told apart, since it grows with all
 * that the stand-in for MongoDB keeps as objects, which no index could help.
 */
final class Growth implements Row {
    private static final int LARGEST = Integer.getInteger("bench.largest", 100_000);
    private static final int SMALLEST = 1_000;
    private static final int OVERDUE = 2_000;
    private static final int WARM_UP = 40_000;
    private static final Pattern EXPIRED = Pattern.compile("(?m)^bookings_cancelled_total\\{.*reason=\"expired\".*} (\\S+)$");

    /**
     * Processor time for each of what was done, in microseconds.
     *
     * @param service   of the service
     * @param parts     of the stand-ins, their collector included
     * @param collector of the stand-ins
     */
    private record Cost(double service, double parts, double collector) {
        List<Figure> beside(Cost few, String what) {
            return List.of(Figure.beside(what, withoutCollector(), few.withoutCollector(), "µs").atMostTimes(1.2),
                    Figure.beside("– of it the service", service, few.service, "µs"),
                    Figure.beside("– the stand-ins' collector besides", collector, few.collector, "µs"));
        }

        private double withoutCollector() {
            return service + parts - collector;
        }
    }

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "Service and stand-ins, with %,d to %,d bookings stored".formatted(SMALLEST, LARGEST);
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start(); var service = Launch.service(parts.environment())) {
            parts.addShowtimes("s", 1_500);
            var seats = new Requests.Seats("s");
            int stored = add(parts, 0, SMALLEST);
            progress.accept("warming up");
            Saturation.turns(service.port(), WARM_UP, wire -> read(wire, SMALLEST));
            Saturation.turns(service.port(), WARM_UP, wire -> Saturation.good(wire, seats.creation(), Requests.BOOKED));
            costs(parts, service, seats, stored, 0);
            Map<String, Cost> few = costs(parts, service, seats, stored, 1);
            var figures = new ArrayList<Figure>();
            int round = 2;
            for (int size = SMALLEST * 10; size <= LARGEST; size *= 10) {
                progress.accept("%,d bookings".formatted(size));
                stored = add(parts, stored, size);
                int now = size;
                costs(parts, service, seats, stored, round++).forEach((what, cost) ->
                        figures.addAll(cost.beside(few.get(what), "%s, %,d stored".formatted(what, now))));
            }
            return figures;
        }
    }

    private static int add(Parts parts, int from, int to) {
        StoredBookings.addConfirmed(parts.mongodb(), from, to);
        return to;
    }

    private static Map<String, Cost> costs(Parts parts, Program service, Requests.Seats seats, int stored, int round)
            throws Exception {
        var costs = new LinkedHashMap<String, Cost>();
        costs.put("a read", cost(parts, service, () -> reads(service, stored)));
        costs.put("a booking created", cost(parts, service, () -> Saturation.of(service.port(), Duration.ofSeconds(5),
                wire -> Saturation.good(wire, seats.creation(), Requests.BOOKED))));
        costs.put("a booking expired, its event published", cost(parts, service, () -> expire(parts, service, round)));
        return costs;
    }

    private static Cost cost(Parts parts, Program service, Rounds.Work work) throws Exception {
        long partsBefore = Processor.microsWhenQuiet(parts.pid());
        long serviceBefore = Processor.microsWhenQuiet(service.pid());
        long collectorBefore = Processor.microsOfCollector(parts.pid());
        double done = work.done();
        long partsAfter = Processor.microsWhenQuiet(parts.pid());
        return new Cost((Processor.microsWhenQuiet(service.pid()) - serviceBefore) / done, (partsAfter - partsBefore) / done,
                (Processor.microsOfCollector(parts.pid()) - collectorBefore) / done);
    }

    private static long reads(Program service, int stored) throws Exception {
        return Saturation.of(service.port(), Duration.ofSeconds(5), wire -> read(wire, stored));
    }

    private static void read(Wire wire, int stored) throws IOException {
        Saturation.good(wire, Requests.reading(StoredBookings.anyId(stored)), "\"status\":\"confirmed\"");
    }

    private static long expire(Parts parts, Program service, int round) {
        double before = expired(service);
        int from = 1_000_000_000 + round * OVERDUE;
        StoredBookings.addOverdue(parts.mongodb(), from, from + OVERDUE);
        Eventually.within(Duration.ofMinutes(3)).every(Duration.ofMillis(250)).check(() ->
                assertThat(expired(service) - before).as("expired").isGreaterThanOrEqualTo(OVERDUE));
        return OVERDUE;
    }

    private static double expired(Program service) {
        try (var client = HttpClient.newHttpClient()) {
            String metrics = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port()
                    + "/metrics")).build(), BodyHandlers.ofString()).body();
            var found = EXPIRED.matcher(metrics);
            return found.find() ? Double.parseDouble(found.group(1)) : 0;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

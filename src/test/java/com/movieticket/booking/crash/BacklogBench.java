package com.movieticket.booking.crash;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.events.OutboxRelay;
import com.movieticket.booking.events.RabbitPublisher;
import com.movieticket.booking.frontdoor.Audience;
import com.movieticket.booking.frontdoor.Program;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.store.MongoBookings;
import com.movieticket.booking.store.MongoStore;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RabbitMqNode;
import com.movieticket.booking.testing.SampleBookings;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a long backlog is worked off: 100,000 events wait for a broker that is away, and then is back. Not a test; to be run
 * by hand from the project's folder, after {@code mvn package}, with the test class path:
 * <pre>
 * java -Xmx128m -cp … com.movieticket.booking.crash.BacklogBench relay
 * java -cp … com.movieticket.booking.crash.BacklogBench service
 * </pre>
 *
 * <p>{@code relay} measures what is ours: the relay and the publisher with a real RabbitMQ, over an
 * {@linkplain NumberedOutbox outbox} that costs nothing. {@code service} runs the whole service, a process with 128 MB of
 * heap, over the stand-in for MongoDB.
 */
public final class BacklogBench {
    private static final int EVENTS = 100_000;
    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private BacklogBench() {
    }

    /**
     * How the whole service has worked a backlog off.
     *
     * @param perSecond events
     * @param micros    of the service's processor time, for each event
     * @param survived  whether its memory was enough
     */
    public record Drained(double perSecond, double micros, boolean survived) {
    }

    /** Has the service, with 128 MB of heap, work off so many events. */
    public static Drained serviceWith(int events) throws Exception {
        try (var node = RabbitMqNode.started()) {
            Audience.at(node.uri()).close(); // its queue stays
            node.stop();
            return service(node, events);
        }
    }

    /** @param arguments {@code relay} or {@code service} */
    public static void main(String[] arguments) throws Exception {
        try (var node = RabbitMqNode.started()) {
            Audience.at(node.uri()).close(); // its queue stays
            node.stop();
            switch (arguments.length == 1 ? arguments[0] : "") {
                case "relay" -> relay(node);
                case "service" -> service(node, EVENTS);
                default -> System.err.println("Which one: relay or service?");
            }
            System.out.printf("%,d events in the queue%n", Audience.waiting(node.uri()));
        }
    }

    private static void relay(RabbitMqNode node) {
        var backlog = new NumberedOutbox(EVENTS, Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60));
        var rabbit = new Settings.Rabbitmq(node.uri(), "movie_app_events", Duration.ofSeconds(5));
        var settings = new Settings.Outbox(1_000, Duration.ofSeconds(10), Duration.ofSeconds(1));
        try (var publisher = new RabbitPublisher(rabbit, new Random());
             var relay = new OutboxRelay(backlog, publisher, settings, InstantSource.system(), new Random(), _ -> { })) {
            publisher.start();
            relay.start();
            node.start();
            drained("relay", EVENTS, () -> backlog.backlog().events());
        }
        System.out.printf("relay: peak of used heap %d MB, garbage included, of %d MB%n", peak() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static Drained service(RabbitMqNode node, int events) throws Exception {
        try (var neighbourhood = Neighbourhood.start(Map.of(Neighbour.RABBITMQ.urlVariable(), node.uri()))) {
            fill(events, neighbourhood.environment().get(Neighbour.MONGODB.urlVariable()));
            var environment = new HashMap<>(neighbourhood.environment());
            environment.putAll(Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text"));
            try (var program = Program.start(List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"), environment)) {
                program.port();
                long back = System.nanoTime() + AWAY.toNanos();
                Eventually.within(AWAY.multipliedBy(2)).check(() -> assertThat(System.nanoTime()).isGreaterThan(back));
                node.start();
                Duration before = processorTime(program);
                double perSecond = drained("service", events, () -> events - arrived(node));
                double micros = processorTime(program).minus(before).toNanos() / 1000.0 / events;
                boolean survived = !program.output().contains("OutOfMemory");
                System.out.printf("service: %.0f µs of its processor time for each event; the rest is the stand-in's, "
                        + "the broker's and ours. Survived: %s%n", micros, survived);
                return new Drained(perSecond, micros, survived);
            }
        }
    }

    private static Duration processorTime(Program program) {
        return ProcessHandle.of(program.pid()).flatMap(process -> process.info().totalCpuDuration()).orElseThrow();
    }

    /** Asking the database would keep it from its work. */
    private static int arrived(RabbitMqNode node) {
        try {
            return Audience.waiting(node.uri());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Timed from the first event that gets through, so that reconnecting doesn't count. */
    private static double drained(String what, int events, LongSupplier waiting) {
        Eventually.within(PATIENCE).check(() -> assertThat(waiting.getAsLong()).isLessThan(events));
        long left = waiting.getAsLong();
        long start = System.nanoTime();
        Eventually.within(PATIENCE).every(Duration.ofMillis(500)).check(() -> assertThat(waiting.getAsLong()).isZero());
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %,d events in %.1f s, %,.0f a second%n", what, left, seconds, left / seconds);
        return left / seconds;
    }

    private static void fill(int events, String uri) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60);
        try (var store = MongoStore.open(EmbeddedMongo.settings(uri, Duration.ofSeconds(30)));
             var threads = Executors.newFixedThreadPool(8)) {
            var bookings = new MongoBookings(store, new Random());
            for (int i = 0; i < events; i++) {
                Change created = created(i, now);
                threads.execute(() -> bookings.add(created));
            }
        }
    }

    /** Not due for expiry while we measure. */
    private static Change created(int number, Instant at) {
        return Booking.created(new BookingId("00000000-0000-4000-8000-%012d".formatted(number)), new UserId("user123"),
                Optional.of("ada@example.org"), new ShowtimeId("show456"),
                new Showing(Optional.of("Metropolis"), Optional.of("Babylon"), Optional.of(at.plusSeconds(7200))),
                new SeatNumbers(List.of("A1", "A2")), Money.of(30),
                new SeatLock("lock_" + number, at.plus(Duration.ofHours(1))), SampleBookings.occasion(at));
    }

    /** The event of a booking that is nothing but a number. */
    static BookingEvent event(int number, Instant at) {
        return created(number, at).event().orElseThrow();
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
    }
}

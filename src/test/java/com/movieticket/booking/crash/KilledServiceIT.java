package com.movieticket.booking.crash;

import com.movieticket.booking.frontdoor.Audience;
import com.movieticket.booking.frontdoor.Audience.Heard;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RabbitMqNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of the service are killed again and again while customers use them, and everything that they leave behind
 * is brought to its end by those that live.
 *
 * <p>{@link Scale} says how much is done.
 *
 * <p>The payment service here knows no idempotency keys: a charge that is sent twice is made twice.
 */
class KilledServiceIT {
    private static final int BOOKINGS = Scale.of(5_000);
    private static final int KILLS = Scale.of(20);
    private static final int AT_ONCE = 16;
    /** Bookings made before, with one instance that is stopped in good order. */
    private static final int PEACEFUL = 200;

    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(7);
    private static final Duration SETTLE = Duration.ofSeconds(5);
    /** For what is done by turns: sweeps, look-ups and refunds that are put off for a few seconds, the relay. */
    private static final Duration TURNS = Duration.ofSeconds(15);

    private static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("PORT", "0"), Map.entry("SERVER_HOST", "127.0.0.1"), Map.entry("LOG_FORMAT", "text"),
            Map.entry("USERS_TIMEOUT", "1s"), Map.entry("CINEMA_TIMEOUT", "1s"), Map.entry("MONGODB_TIMEOUT", "1s"),
            Map.entry("PAYMENTS_TIMEOUT", "500ms"), Map.entry("RABBITMQ_TIMEOUT", "1s"),
            Map.entry("PAYMENTS_LEASE", LEASE.toSeconds() + "s"), Map.entry("PAYMENTS_SETTLE", SETTLE.toSeconds() + "s"),
            Map.entry("SEAT_LOCK_SECONDS", String.valueOf(HOLD.toSeconds())),
            Map.entry("OUTBOX_TAKE_OVER", "2s"));

    private Optional<RabbitMqNode> node = Optional.empty();

    @BeforeEach
    void startBroker() {
        RabbitMqNode.assumeInstalled();
        node = Optional.of(RabbitMqNode.started());
    }

    @AfterEach
    void stopBroker() {
        node.ifPresent(RabbitMqNode::close);
    }

    @Test
    void whatever_is_killed_nobody_pays_for_nothing_no_seat_is_sold_twice_and_no_event_is_lost() throws Exception {
        long seed = Seed.drawn();
        System.out.println("KilledServiceIT: -Dcrash.seed=" + seed);
        String broker = node.orElseThrow().uri();
        Audience.at(broker).close(); // its queue stays
        try (var neighbourhood = Neighbourhood.start(Map.of(Neighbour.RABBITMQ.urlVariable(), broker));
             var kept = new Kept(neighbourhood.environment().get(Neighbour.MONGODB.urlVariable()));
             var instances = Instances.withOne(environment(neighbourhood))) {
            neighbourhood.payments().honourIdempotencyKeys(false);
            var boxOffice = BoxOffice.open(neighbourhood.cinema().seatMap(), 2 * BOOKINGS, seed);
            Told told = custom(instances, boxOffice, seed);
            rest(kept);
            instances.killAll();

            List<Heard> heard = Audience.everything(broker);
            Map<String, Map<String, String>> trail = kept.trail();
            var reconciliation = new Reconciliation(kept.bookings());
            System.out.printf("KilledServiceIT: %s, %d events delivered, %d of them again%n", reconciliation.ends(),
                    heard.size(), heard.size() - trail.values().stream().mapToInt(Map::size).sum());
            reconciliation.ended().told(told)
                    .money(neighbourhood.payments().ledger().entries())
                    .seats(neighbourhood.cinema().seatMap(), boxOffice.showtimes())
                    .events(heard, trail)
                    .balances();
            assertThat(instances.surprises()).as("stack traces in the logs").isEmpty();
        }
    }

    /** Customers come, and instances are killed under them. */
    private static Told custom(Instances instances, BoxOffice boxOffice, long seed) throws Exception {
        var random = new Random(seed);
        long start = System.nanoTime();
        try (var customers = customers(instances, boxOffice, seed)) {
            customers.come(AT_ONCE, PEACEFUL);
            instances.replaceByMany(2);
            var killing = new FutureTask<>(() -> kill(instances, customers, random), null);
            Thread.startVirtualThread(killing);
            customers.come(AT_ONCE, BOOKINGS);
            killing.get();
            instances.awaitAll();
            System.out.printf("KilledServiceIT: %d instances killed, %s, in %d s%n", KILLS, customers,
                    (System.nanoTime() - start) / 1_000_000_000);
            return customers.told();
        }
    }

    /** Everything must come to its end by itself, within the time that the settings promise. */
    private static void rest(Kept kept) {
        long start = System.nanoTime();
        Eventually.within(HOLD.plus(LEASE).plus(SETTLE).plus(TURNS)).every(Duration.ofMillis(250))
                .check(() -> assertThat(kept.unfinished()).as("bookings that have not come to rest").isEmpty());
        System.out.printf("KilledServiceIT: at rest after another %d s%n", (System.nanoTime() - start) / 1_000_000_000);
    }

    private static Customers customers(Instances instances, BoxOffice boxOffice, long seed) {
        var random = new Random(seed);
        return new Customers(() -> instances.door(random), boxOffice, Customers.Plan::any, seed);
    }

    private static Map<String, String> environment(Neighbourhood neighbourhood) {
        var environment = new HashMap<>(neighbourhood.environment());
        environment.putAll(QUICK);
        return environment;
    }

    /** At moments of chance, counted in bookings, so that the load never is over before the killing. */
    private static void kill(Instances instances, Customers customers, Random random) {
        int[] moments = random.ints(KILLS, PEACEFUL, BOOKINGS * 19 / 20).sorted().toArray();
        for (int moment : moments) {
            Eventually.within(Duration.ofMinutes(2)).check(() ->
                    assertThat(customers.made()).isGreaterThanOrEqualTo(moment));
            instances.killOne(random);
        }
    }
}

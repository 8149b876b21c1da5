package com.movieticket.booking.crash;

import com.movieticket.booking.crash.Customers.Plan;
import com.movieticket.booking.frontdoor.Audience;
import com.movieticket.booking.frontdoor.Audience.Heard;
import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RabbitMqNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/** The broker is killed again and again while bookings are made and published. */
class KilledBrokerIT {
    private static final int KILLS = Scale.FULL ? 3 : 1;
    /** Bookings made between two kills, and after the last one. */
    private static final int ROUND = Scale.of(2_500);
    private static final int AT_ONCE = 16;

    private Optional<RabbitMqNode> node = Optional.empty();

    /**
     * RabbitMQ forgets a binding, though not its queue, when it is killed right after declaring it (seen at 100 ms): what
     * nobody is bound to is then rightly dropped. Stopped in good order once, it has all of it on disk.
     */
    @BeforeEach
    void startBroker() throws Exception {
        RabbitMqNode.assumeInstalled();
        node = Optional.of(RabbitMqNode.started());
        Audience.at(node.orElseThrow().uri()).close(); // its queue stays
        node.orElseThrow().stop();
        node.orElseThrow().start();
    }

    @AfterEach
    void stopBroker() {
        node.ifPresent(RabbitMqNode::close);
    }

    @Test
    void every_event_is_delivered_in_order_however_often_the_broker_dies() throws Exception {
        long seed = Seed.drawn();
        System.out.println("KilledBrokerIT: -Dcrash.seed=" + seed);
        String broker = node.orElseThrow().uri();
        try (var house = House.open(Map.of("RABBITMQ_URL", broker, "RABBITMQ_TIMEOUT", "2s", "OUTBOX_TAKE_OVER", "2s",
                "OUTBOX_POLL", "250ms"));
             var kept = new Kept(house.neighbourhood().environment().get(Neighbour.MONGODB.urlVariable()))) {
            Told told = custom(house, seed);
            Eventually.within(Duration.ofSeconds(60)).every(Duration.ofMillis(250)).check(() ->
                    assertThat(kept.busy()).as("bookings with something left to be done").isEmpty());

            List<Heard> heard = Audience.everything(broker);
            Map<String, Map<String, String>> trail = kept.trail();
            var reconciliation = new Reconciliation(kept.bookings());
            // An event is published again when its confirmation died with the broker, whether or not the message did:
            // nobody can know. That is what "at least once" means, and why events have stable ids.
            System.out.printf("KilledBrokerIT: %s, %d events delivered, %d of them again%n", reconciliation.ends(),
                    heard.size(), heard.size() - trail.values().stream().mapToInt(Map::size).sum());
            reconciliation.told(told).events(heard, trail).balances();
        }
    }

    private Told custom(House house, long seed) throws Exception {
        var random = new Random(seed);
        var boxOffice = BoxOffice.open(house.neighbourhood().cinema().seatMap(), 2 * (KILLS + 1) * ROUND, seed);
        long start = System.nanoTime();
        try (var customers = new Customers(() -> house.url("/graphql"), boxOffice, KilledBrokerIT::plan, seed)) {
            for (int round = 0; round < KILLS; round++) {
                round(customers, (round + 1) * ROUND, round * ROUND + random.nextInt(ROUND * 3 / 4));
            }
            customers.come(AT_ONCE, (KILLS + 1) * ROUND);
            System.out.printf("KilledBrokerIT: the broker killed %d times, %s, in %d s%n", KILLS, customers,
                    (System.nanoTime() - start) / 1_000_000_000);
            return customers.told();
        }
    }

    /** The broker is killed at some moment, counted in bookings, and comes back when the round is over. */
    private void round(Customers customers, int until, int moment) throws Exception {
        var coming = new FutureTask<>(() -> {
            customers.come(AT_ONCE, until);
            return customers.made();
        });
        Thread.startVirtualThread(coming);
        Eventually.within(Duration.ofMinutes(1)).check(() ->
                assertThat(customers.made()).isGreaterThanOrEqualTo(moment));
        node.orElseThrow().kill();
        assertThat(coming.get()).as("bookings, which go on without a broker").isGreaterThanOrEqualTo(until);
        node.orElseThrow().start();
    }

    /** Mostly one event for a booking, sometimes two. */
    private static Plan plan(RandomGenerator random) {
        int draw = random.nextInt(10);
        return draw < 7 ? Plan.FORGET : draw < 8 ? Plan.CANCEL : Plan.PAY;
    }
}

package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.events.Broker.Outcome;
import com.movieticket.booking.sandbox.BrokerStandIn;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.SampleBookings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The sandbox's broker, which refuses what nobody wants where RabbitMQ confirms it. */
class EmbeddedBrokerTest {
    private static final BrokerStandIn BROKER = BrokerStandIn.start(0);
    private static final RabbitPublisher PUBLISHER = new RabbitPublisher(
            new Settings.Rabbitmq(BROKER.url(), "movie_app_events", Duration.ofSeconds(10)), new Random(1));

    @BeforeAll
    static void connect() {
        PUBLISHER.start();
        Eventually.within(Duration.ofSeconds(30)).check(() -> assertThat(PUBLISHER.connected()).isTrue());
    }

    @AfterAll
    static void close() {
        PUBLISHER.close();
        BROKER.close();
    }

    @Test
    void an_event_that_nobody_wants_is_handled() {
        assertThat(PUBLISHER.publish(event())).isEqualTo(Outcome.UNROUTED);
    }

    @Test
    void so_are_many_at_once() throws Exception {
        List<Callable<Outcome>> calls = Stream.<Callable<Outcome>>generate(() -> () -> PUBLISHER.publish(event()))
                .limit(500).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(calls)).extracting(Future::resultNow).containsOnly(Outcome.UNROUTED);
        }
    }

    private static BookingEvent event() {
        return SampleBookings.created("user123", SampleBookings.NOON).event().orElseThrow();
    }
}

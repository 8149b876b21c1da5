package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.events.Broker.Outcome;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.SampleBookings;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import static org.assertj.core.api.Assertions.assertThat;

/** Publishing while there is no broker to publish to. */
class RabbitPublisherTest {
    private static final BookingEvent EVENT =
            SampleBookings.created("user123", SampleBookings.NOON).event().orElseThrow();

    @Test
    void before_it_is_connected_publishing_fails_at_once() {
        try (var publisher = new RabbitPublisher(settings(1), new Random(1))) {
            assertThat(publisher.connected()).isFalse();
            assertThat(publisher.publish(EVENT)).isEqualTo(Outcome.FAILED);
        }
    }

    @Test
    void it_goes_on_trying_and_says_why_without_saying_the_password() throws IOException {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        Logger logger = Logger.getLogger("");
        Handler handler = handler(log);
        logger.addHandler(handler);
        try (var slamming = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
             var publisher = new RabbitPublisher(settings(slamming.getLocalPort()), new Random(1))) {
            publisher.start();
            for (int i = 0; i < 3; i++) {
                try (Socket accepted = slamming.accept()) {
                    assertThat(accepted.isConnected()).isTrue();
                }
            }
            Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(log)
                    .anyMatch(line -> line.contains("No connection to the broker at 127.0.0.1:")));
            assertThat(publisher.publish(EVENT)).isEqualTo(Outcome.FAILED);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log).noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void a_broker_that_accepts_and_says_nothing_does_not_hold_it_up() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
             var publisher = new RabbitPublisher(settings(silent.getLocalPort()), new Random(1))) {
            publisher.start();
            try (Socket first = silent.accept(); Socket second = silent.accept()) {
                assertThat(first.isConnected() && second.isConnected()).as("it gave the first one up").isTrue();
            }
        }
    }

    private static Settings.Rabbitmq settings(int port) {
        return new Settings.Rabbitmq("amqp://alice:s3cret@127.0.0.1:" + port + "/", "movie_app_events",
                Duration.ofMillis(500));
    }

    private static Handler handler(Queue<String> log) {
        var formatter = new SimpleFormatter();
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(formatter.format(line));
            }

            @Override
            public void flush() {
                // nothing is buffered
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}

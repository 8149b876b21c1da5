package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RabbitMqNode;
import com.movieticket.booking.testing.SampleBookings;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The relay and a real RabbitMQ that dies in the middle. */
class OutboxRelayIT {
    private static final int BOOKINGS = 500;
    private static final String EXCHANGE = "movie_app_events";
    private static final String QUEUE = "everything";

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
    void a_broker_killed_in_the_middle_gets_every_event_in_order_per_booking() throws Exception {
        var outbox = new OutboxInMemory();
        var rabbit = new Settings.Rabbitmq(node.orElseThrow().uri(), EXCHANGE, Duration.ofSeconds(2));
        var settings = new Settings.Outbox(64, Duration.ofSeconds(3), Duration.ofMillis(100));
        List<List<BookingEvent>> bookings = IntStream.range(0, BOOKINGS).mapToObj(_ -> eventsOfOneBooking()).toList();

        try (var publisher = new RabbitPublisher(rabbit, new Random(1));
             var relay = new OutboxRelay(outbox, publisher, settings, InstantSource.system(), new Random(2), _ -> { })) {
            publisher.start();
            relay.start();
            Eventually.within(Duration.ofSeconds(30)).check(() -> assertThat(publisher.connected()).isTrue());
            bindQueue();

            write(bookings.subList(0, BOOKINGS / 2), outbox, relay);
            Eventually.within(Duration.ofSeconds(30)).check(() -> assertThat(outbox.trail()).hasSizeGreaterThan(100));
            Thread writer = Thread.ofVirtual().start(
                    () -> write(bookings.subList(BOOKINGS / 2, BOOKINGS), outbox, relay));
            node.orElseThrow().kill();
            writer.join();
            assertThat(outbox.backlog().events()).as("waiting while the broker is away").isPositive();

            node.orElseThrow().start();
            Eventually.within(Duration.ofSeconds(60))
                    .check(() -> assertThat(outbox.backlog().events()).isZero());
        }
        assertThat(received()).isEqualTo(bookings.stream()
                .collect(Collectors.toMap(events -> events.getFirst().bookingId().value(),
                        events -> events.stream().map(BookingEvent::id).toList())));
    }

    private static void write(List<List<BookingEvent>> bookings, OutboxInMemory outbox, OutboxRelay relay) {
        for (List<BookingEvent> events : bookings) {
            for (BookingEvent event : events) {
                if (outbox.add(event)) {
                    relay.publish(event);
                }
            }
        }
    }

    private static List<BookingEvent> eventsOfOneBooking() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var created = SampleBookings.created("user123", now);
        var cancelled = SampleBookings.cancelled(created.booking(), now);
        return List.of(created.event().orElseThrow(), cancelled.event().orElseThrow());
    }

    private void bindQueue() throws Exception {
        try (Connection connection = connection(); Channel channel = connection.createChannel()) {
            channel.queueDeclare(QUEUE, true, false, false, Map.of());
            channel.queueBind(QUEUE, EXCHANGE, "#");
        }
    }

    /** Event ids by booking, in the order in which each came for the first time. */
    private Map<String, List<String>> received() throws Exception {
        SequencedSet<Delivery> deliveries = new LinkedHashSet<>();
        try (Connection connection = connection(); Channel channel = connection.createChannel()) {
            GetResponse message = channel.basicGet(QUEUE, true);
            while (message != null) {
                deliveries.add(new Delivery(message.getProps().getCorrelationId(), message.getProps().getMessageId()));
                message = channel.basicGet(QUEUE, true);
            }
        }
        return deliveries.stream().collect(Collectors.groupingBy(Delivery::booking,
                Collectors.mapping(Delivery::event, Collectors.toList())));
    }

    private record Delivery(String booking, String event) {
    }

    private Connection connection() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(node.orElseThrow().uri());
        factory.setVirtualHost("/");
        return factory.newConnection();
    }
}

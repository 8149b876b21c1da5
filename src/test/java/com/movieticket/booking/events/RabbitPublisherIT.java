package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.events.Broker.Outcome;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RabbitMqNode;
import com.movieticket.booking.testing.SampleBookings;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** Publishing to a real RabbitMQ. */
class RabbitPublisherIT {
    private static Optional<RabbitMqNode> node = Optional.empty();

    private final String exchange = "events-" + UUID.randomUUID();
    private RabbitPublisher publisher;
    private Connection connection;
    private Channel channel;

    @BeforeAll
    static void startBroker() {
        RabbitMqNode.assumeInstalled();
        node = Optional.of(RabbitMqNode.started());
    }

    @AfterAll
    static void stopBroker() {
        node.ifPresent(RabbitMqNode::close);
    }

    @BeforeEach
    void connect() throws Exception {
        publisher = new RabbitPublisher(settings(Duration.ofSeconds(10)), new Random(1));
        publisher.start();
        connected(true);
        var factory = new ConnectionFactory();
        factory.setUri(node().uri());
        factory.setVirtualHost("/");
        connection = factory.newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void disconnect() {
        publisher.close();
        connection.abort();
    }

    @Test
    void a_message_has_every_property_and_field_of_the_contract() throws IOException {
        String queue = queue("booking.#", Map.of());
        BookingEvent event = event();

        assertThat(publisher.publish(event)).isEqualTo(Outcome.CONFIRMED);

        GetResponse message = channel.basicGet(queue, true);
        assertThat(message.getEnvelope().getExchange()).isEqualTo(exchange);
        assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("booking.pending_payment");
        assertThat(message.getBody()).isEqualTo(EventJson.of(event));
        var properties = message.getProps();
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(properties.getMessageId()).isEqualTo(event.id());
        assertThat(properties.getType()).isEqualTo("booking.pending_payment");
        assertThat(properties.getTimestamp()).isEqualTo(Date.from(NOON));
        assertThat(properties.getAppId()).isEqualTo("booking-service");
        assertThat(properties.getCorrelationId()).isEqualTo(event.bookingId().value());
        assertThat(properties.getHeaders()).hasSize(1)
                .extractingByKey("traceparent").hasToString(SampleBookings.TRACE);
    }

    @Test
    void the_exchange_is_a_durable_topic_exchange() throws IOException {
        channel.exchangeDeclare(exchange, "topic", true);
        assertThat(channel.isOpen()).as("declared the same again").isTrue();
    }

    @Test
    void an_exchange_that_somebody_has_declared_otherwise_is_used_as_it_is() throws IOException {
        publisher.close();
        channel.exchangeDelete(exchange);
        channel.exchangeDeclare(exchange, "topic", false, true, Map.of("alternate-exchange", "amq.fanout"));
        queue("booking.#", Map.of());
        try (var log = new CapturedLog(RabbitSession.class.getName())) {
            publisher = new RabbitPublisher(settings(Duration.ofSeconds(10)), new Random(1));
            publisher.start();
            connected(true);
            assertThat(log.all()).contains(exchange, "inequivalent arg");
        }
        assertThat(publisher.publish(event())).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void an_event_that_nobody_wants_is_handled() {
        assertThat(publisher.publish(event())).isEqualTo(Outcome.UNROUTED);
        assertThat(publisher.connected()).isTrue();
    }

    @Test
    void an_event_that_a_full_queue_refuses_is_not() throws IOException {
        queue("booking.#", Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        assertThat(publisher.publish(event())).isEqualTo(Outcome.CONFIRMED);
        assertThat(publisher.publish(event())).isEqualTo(Outcome.NACKED);
        assertThat(publisher.connected()).isTrue();
    }

    @Test
    void of_many_at_once_each_hears_its_own_outcome() throws Exception {
        String queue = queue("booking.cancelled", Map.of());
        List<BookingEvent> events = IntStream.range(0, 500)
                .mapToObj(i -> i % 2 == 0 ? event() : cancelled()).toList();
        List<Callable<Outcome>> calls = events.stream()
                .<Callable<Outcome>>map(event -> () -> publisher.publish(event)).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Outcome> outcomes = threads.invokeAll(calls).stream().map(future -> future.resultNow()).toList();
            for (int i = 0; i < events.size(); i++) {
                assertThat(outcomes.get(i)).isEqualTo(i % 2 == 0 ? Outcome.UNROUTED : Outcome.CONFIRMED);
            }
        }
        assertThat(channel.messageCount(queue)).isEqualTo(250);
    }

    @Test
    void when_the_exchange_was_deleted_it_is_declared_again() throws IOException {
        channel.exchangeDelete(exchange);
        assertThat(publisher.publish(event())).isEqualTo(Outcome.FAILED);
        connected(true);
        queue("booking.#", Map.of());
        assertThat(publisher.publish(event())).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void a_broker_out_of_memory_is_left_alone_until_it_has_recovered() throws IOException {
        queue("booking.#", Map.of());
        node().control("set_vm_memory_high_watermark", "absolute", "1");
        try {
            Eventually.within(Duration.ofSeconds(30)).check(() -> {
                publisher.publish(event());
                assertThat(publisher.connected()).isFalse();
                assertThat(publisher.problem()).hasValueSatisfying(it -> assertThat(it).contains("low on memory"));
            });
            long start = System.nanoTime();
            assertThat(publisher.publish(event())).isEqualTo(Outcome.FAILED);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        } finally {
            node().control("set_vm_memory_high_watermark", "absolute", "512MB");
        }
        connected(true);
        assertThat(publisher.publish(event())).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void a_lost_broker_is_noticed_and_found_again() throws IOException {
        queue("booking.#", Map.of());
        assertThat(publisher.publish(event())).isEqualTo(Outcome.CONFIRMED);

        node().stop();
        connected(false);
        assertThat(publisher.problem()).hasValueSatisfying(it -> assertThat(it).startsWith("not connected: "));
        assertThat(publisher.publish(event())).isEqualTo(Outcome.FAILED);
        node().start();
        connected(true);
        assertThat(publisher.publish(event())).as("the queue and the exchange are still there")
                .isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void after_closing_nothing_is_published_and_nobody_reconnects() {
        publisher.close();
        connected(false);
        assertThat(publisher.publish(event())).isEqualTo(Outcome.FAILED);
    }

    private static RabbitMqNode node() {
        return node.orElseThrow();
    }

    private Settings.Rabbitmq settings(Duration timeout) {
        return new Settings.Rabbitmq(node().uri(), exchange, timeout);
    }

    private void connected(boolean wanted) {
        Eventually.within(Duration.ofSeconds(30)).check(() -> assertThat(publisher.connected()).isEqualTo(wanted));
    }

    private String queue(String routingKey, Map<String, Object> arguments) throws IOException {
        String queue = channel.queueDeclare("queue-" + UUID.randomUUID(), true, false, false, arguments).getQueue();
        channel.queueBind(queue, exchange, routingKey);
        return queue;
    }

    private static BookingEvent event() {
        return SampleBookings.created("user123", NOON).event().orElseThrow();
    }

    private static BookingEvent cancelled() {
        return SampleBookings.cancelled(SampleBookings.created("user123", NOON).booking(), NOON).event().orElseThrow();
    }
}

package com.movieticket.booking.frontdoor;

import com.movieticket.booking.testing.Eventually;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static org.assertj.core.api.Assertions.assertThat;

/** A durable queue that takes every event, and somebody who listens to it. */
public final class Audience implements AutoCloseable {
    private static final String QUEUE = "audience";
    private static final String EXCHANGE = "movie_app_events";

    /** A message as it was delivered. */
    public record Heard(String routingKey, BasicProperties properties, String body) {
        public Answer json() {
            return Answer.of(body);
        }
    }

    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Connection connection;
    private final int waiting;

    private Audience(Connection connection, int waiting) {
        this.connection = connection;
        this.waiting = waiting;
    }

    /** Declares and binds the queue, so that nothing is missed from now on, and listens. */
    public static Audience at(String brokerUri) throws Exception {
        Connection connection = connect(brokerUri);
        Channel channel = connection.createChannel();
        channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
        int waiting = channel.queueDeclare(QUEUE, true, false, false, Map.of()).getMessageCount();
        channel.queueBind(QUEUE, EXCHANGE, "booking.#");
        var audience = new Audience(connection, waiting);
        channel.basicConsume(QUEUE, true, (_, message) -> audience.heard.add(new Heard(
                message.getEnvelope().getRoutingKey(), message.getProperties(),
                new String(message.getBody(), StandardCharsets.UTF_8))), _ -> { });
        return audience;
    }

    private static Connection connect(String brokerUri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(brokerUri);
        factory.setVirtualHost("/");
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("audience");
    }

    /** Waits until exactly these events of a booking were heard, in this order. */
    public List<Heard> hears(String booking, String... types) {
        Eventually.within(Duration.ofSeconds(30)).check(() ->
                assertThat(of(booking)).extracting(Heard::routingKey).containsExactly(types));
        return of(booking);
    }

    /** The same, where an event may be told again: nobody may have noted that it was. */
    public void hearsPerhapsAgain(String booking, String... types) {
        Eventually.within(Duration.ofSeconds(30)).check(() -> {
            var first = new LinkedHashMap<String, String>();
            of(booking).forEach(message -> first.putIfAbsent(message.properties().getMessageId(), message.routingKey()));
            assertThat(first.values()).containsExactly(types);
        });
    }

    /**
     * All that was sent to the queue of a broker while nobody listened, duplicates included, in the order of delivery.
     * To be asked when nothing is being published any more.
     */
    public static List<Heard> everything(String brokerUri) throws Exception {
        try (var audience = at(brokerUri)) {
            Eventually.within(Duration.ofSeconds(60)).every(Duration.ofMillis(50)).check(() ->
                    assertThat(audience.heard).hasSize(audience.waiting));
            return List.copyOf(audience.heard);
        }
    }

    /** How many messages wait in the queue of a broker, which nobody listens to. */
    public static int waiting(String brokerUri) throws Exception {
        try (Connection connection = connect(brokerUri)) {
            return connection.createChannel().queueDeclarePassive(QUEUE).getMessageCount();
        }
    }

    private List<Heard> of(String booking) {
        return heard.stream().filter(message -> booking.equals(message.properties().getCorrelationId())).toList();
    }

    @Override
    public void close() {
        connection.abort();
    }
}

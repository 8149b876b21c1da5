package com.movieticket.booking.frontdoor;

import com.movieticket.booking.testing.Eventually;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

/** A durable queue that takes every event, and somebody who listens to it. */
final class Audience implements AutoCloseable {
    static final String QUEUE = "audience";
    private static final String EXCHANGE = "movie_app_events";

    /** A message as it was delivered. */
    record Heard(String routingKey, BasicProperties properties, String body) {
        Answer json() {
            return Answer.of(body);
        }
    }

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Connection connection;

    private Audience(Connection connection) {
        this.connection = connection;
    }

    /** Declares and binds the queue, so that nothing is missed from now on, and listens. */
    static Audience at(String brokerUri) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(brokerUri);
        factory.setVirtualHost("/");
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection("audience");
        Channel channel = connection.createChannel();
        channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
        channel.queueDeclare(QUEUE, true, false, false, Map.of());
        channel.queueBind(QUEUE, EXCHANGE, "booking.#");
        var audience = new Audience(connection);
        channel.basicConsume(QUEUE, true, (_, message) -> audience.heard.add(new Heard(
                message.getEnvelope().getRoutingKey(), message.getProperties(),
                new String(message.getBody(), StandardCharsets.UTF_8))), _ -> { });
        return audience;
    }

    /** Waits until exactly these events of a booking were heard, in this order. */
    List<Heard> hears(String booking, String... types) {
        Eventually.within(Duration.ofSeconds(30)).check(() ->
                assertThat(of(booking)).extracting(Heard::routingKey).containsExactly(types));
        return of(booking);
    }

    private List<Heard> of(String booking) {
        return heard.stream().filter(message -> booking.equals(message.properties().getCorrelationId())).toList();
    }

    @Override
    public void close() {
        connection.abort();
    }
}

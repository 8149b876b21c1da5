package com.movieticket.booking.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.testing.Eventually;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;

class BrokerStandInTest {
    private static BrokerStandIn broker;

    @BeforeAll
    static void start() {
        broker = BrokerStandIn.start(0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void a_published_event_is_confirmed_and_delivered() throws Exception {
        try (Connection connection = connect("admin123")) {
            var channel = connection.createChannel();
            channel.exchangeDeclare("movie_app_events", "topic", true);
            var queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, "movie_app_events", "booking.#");
            var received = new CopyOnWriteArrayList<String>();
            channel.basicConsume(queue, true, (_, message) ->
                    received.add(new String(message.getBody(), StandardCharsets.UTF_8)), _ -> { });

            channel.confirmSelect();
            channel.basicPublish("movie_app_events", "booking.confirmed", true,
                    MessageProperties.PERSISTENT_BASIC, "seats sold".getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(5_000);

            Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(received).containsExactly("seats sold"));
        }
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThatThrownBy(() -> connect("wrong")).isInstanceOf(PossibleAuthenticationFailureException.class);
    }

    @Test
    void a_taken_port_is_an_error_and_not_a_broker_without_a_port() {
        assertThatThrownBy(() -> BrokerStandIn.start(broker.port())).isInstanceOf(IllegalStateException.class);
    }

    private static Connection connect(String password) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(broker.url());
        factory.setPassword(password);
        // An address that ends in "/" is taken for a virtual host without a name.
        factory.setVirtualHost("/");
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }
}

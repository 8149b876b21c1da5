package com.movieticket.booking.events;

import com.movieticket.booking.settings.Settings;
import com.rabbitmq.client.ConnectionFactory;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executors;

/** Where the broker is and how to talk to it: a connection factory from the settings. */
final class RabbitAddress {
    private static final int HEARTBEAT_SECONDS = 15;

    private RabbitAddress() {
    }

    /**
     * {@code amqps} verifies the broker's certificate and host name. An empty path, {@code amqp://host/} too, is the
     * virtual host {@code /}.
     *
     * @throws IllegalArgumentException when the URI makes no sense; neither the message nor a cause repeats it
     */
    static ConnectionFactory factory(Settings.Rabbitmq settings) {
        var factory = new ConnectionFactory();
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        follow(factory, settings.uri());
        int millis = Math.toIntExact(settings.timeout().toMillis());
        factory.setConnectionTimeout(millis);
        factory.setHandshakeTimeout(millis);
        factory.setChannelRpcTimeout(millis);
        // RabbitPublisher connects again by itself: nothing is then in two minds about what was published.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        var threads = Thread.ofVirtual().name("rabbitmq").factory();
        factory.setThreadFactory(threads);
        factory.setSharedExecutor(Executors.newThreadPerTaskExecutor(threads));
        // Without it, closing a dead connection waits for a write that this connection will never finish.
        factory.setShutdownExecutor(Executors.newThreadPerTaskExecutor(threads));
        return factory;
    }

    private static void follow(ConnectionFactory factory, String text) {
        try {
            var uri = new URI(text);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("the client would take this for localhost");
            }
            factory.setUri(uri);
            if (uri.getRawPath() == null || uri.getRawPath().length() <= 1) {
                factory.setVirtualHost("/");
            }
            if (factory.isSSL()) {
                // The client verifies the certificate by itself; whose it is has to be asked for in some of its versions.
                factory.enableHostnameVerification();
            }
        } catch (URISyntaxException | IllegalArgumentException _) {
            throw new IllegalArgumentException("the RabbitMQ URI can't be understood");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not to be had", e);
        }
    }
}

package com.movieticket.booking.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.movieticket.booking.testing.Eventually;

import io.helidon.common.tls.Tls;
import io.helidon.webclient.api.ConnectionKey;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.TcpClientConnection;
import io.helidon.webclient.api.WebClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class ConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final WebClient CLIENT = WebClient.create();

    private final ServerSocket neighbour = listen();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Connections connections = new Connections(this::connect, PATIENCE, nanos::get);

    @AfterEach
    void stop() throws IOException {
        connections.close();
        neighbour.close();
    }

    @Test
    void the_last_used_is_the_next() {
        Connection first = connections.take();
        Connection second = connections.take();
        connections.giveBack(first);
        connections.giveBack(second);

        assertThat(List.of(connections.take(), connections.take())).containsExactly(second, first);
    }

    @Test
    void one_that_the_neighbour_closes_while_it_waits_is_not_given_out() throws IOException {
        Connection connection = connections.take();
        Socket peer = neighbour.accept();
        connections.giveBack(connection);

        peer.close();

        Eventually.within(LONG).check(() -> assertThat(connection.isConnected()).isFalse());
        assertThat(connections.take()).isNotSameAs(connection);
    }

    @Test
    void one_that_has_waited_too_long_is_not_given_out() throws IOException {
        Connection connection = connections.take();
        Socket peer = neighbour.accept();
        connections.giveBack(connection);

        pass(PATIENCE.minusNanos(1));
        assertThat(connections.take()).isSameAs(connection);
        connections.giveBack(connection);

        pass(PATIENCE);
        assertThat(connections.take()).isNotSameAs(connection);
        assertThat(ended(peer)).isTrue();
    }

    @Test
    void one_that_has_waited_too_long_is_closed_even_while_others_serve() throws IOException {
        Connection needed = connections.take();
        neighbour.accept();
        Connection needless = connections.take();
        Socket peer = neighbour.accept();
        connections.giveBack(needless);

        pass(PATIENCE);
        connections.giveBack(needed);

        assertThat(ended(peer)).isTrue();
        assertThat(connections.take()).isSameAs(needed);
    }

    @Test
    void one_that_comes_back_broken_is_not_given_out() {
        Connection connection = connections.take();
        connection.closeResource();

        connections.giveBack(connection);

        assertThat(connections.take()).isNotSameAs(connection);
    }

    @Test
    void one_that_comes_back_after_the_end_is_closed() throws IOException {
        Connection connection = connections.take();
        try (Socket peer = neighbour.accept()) {
            connections.close();

            connections.giveBack(connection);

            assertThat(ended(peer)).isTrue();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static boolean ended(Socket peer) {
        try {
            peer.setSoTimeout(1000);
            return peer.getInputStream().read() == -1;
        } catch (IOException _) {
            return false;
        }
    }

    private Connection connect() {
        var key = ConnectionKey.create("http", "127.0.0.1", neighbour.getLocalPort(),
                Tls.builder().enabled(false).build(), CLIENT.prototype().dnsResolver(),
                CLIENT.prototype().dnsAddressLookup(), Proxy.noProxy());
        return new Connection(TcpClientConnection.create(CLIENT, key, List.of(), _ -> true, _ -> { }).connect());
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

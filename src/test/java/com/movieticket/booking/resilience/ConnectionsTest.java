package com.movieticket.booking.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import com.movieticket.booking.testing.Eventually;


import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class ConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ServerSocket neighbour = listen();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Connections connections = new Connections(PATIENCE, nanos::get);

    @AfterEach
    void stop() throws IOException {
        connections.close();
        neighbour.close();
    }

    @Test
    void the_last_used_is_the_next() {
        Connection first = take();
        Connection second = take();
        connections.giveBack(first);
        connections.giveBack(second);

        assertThat(List.of(take(), take())).containsExactly(second, first);
    }

    @Test
    void one_that_the_neighbour_closes_while_it_waits_is_not_given_out() throws IOException {
        Connection connection = take();
        Socket peer = neighbour.accept();
        connections.giveBack(connection);

        peer.close();

        Eventually.within(LONG).check(() -> assertThat(connection.quiet()).isFalse());
        assertThat(take()).isNotSameAs(connection);
    }

    @Test
    void one_that_has_waited_too_long_is_not_given_out() throws IOException {
        Connection connection = take();
        Socket peer = neighbour.accept();
        connections.giveBack(connection);

        pass(PATIENCE.minusNanos(1));
        assertThat(take()).isSameAs(connection);
        connections.giveBack(connection);

        pass(PATIENCE);
        assertThat(take()).isNotSameAs(connection);
        assertThat(ended(peer)).isTrue();
    }

    @Test
    void one_that_has_waited_too_long_is_closed_even_while_others_serve() throws IOException {
        Connection needed = take();
        neighbour.accept();
        Connection needless = take();
        Socket peer = neighbour.accept();
        connections.giveBack(needless);

        pass(PATIENCE);
        connections.giveBack(needed);

        assertThat(ended(peer)).isTrue();
        assertThat(take()).isSameAs(needed);
    }

    @Test
    void one_that_comes_back_broken_is_not_given_out() {
        Connection connection = take();
        connection.closeResource();

        connections.giveBack(connection);

        assertThat(take()).isNotSameAs(connection);
    }

    @Test
    void one_that_comes_back_after_the_end_is_closed() throws IOException {
        Connection connection = take();
        try (Socket peer = neighbour.accept()) {
            connections.close();

            connections.giveBack(connection);

            assertThat(ended(peer)).isTrue();
        }
    }

    private Connection take() {
        return connections.take().orElseGet(this::connect);
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
        try {
            var channel = SocketChannel.open(neighbour.getLocalSocketAddress());
            return new Connection(channel, channel.socket());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

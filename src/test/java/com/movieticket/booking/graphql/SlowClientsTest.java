package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Nobody keeps the service waiting, however busy he looks, and nobody waits for the service without being told. */
class SlowClientsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    private static Edge edge;

    private final List<Socket> sockets = new ArrayList<>();

    /** Each limit is for something else, so that one edge shows them all. */
    @BeforeAll
    static void start() {
        edge = edge(100, SHORT);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void closeSockets() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static Edge edge(int connections, Duration patience) {
        return new Edge(new Settings.Server("127.0.0.1", 0, SHORT, connections, 100, 100, 8192, 16_384, patience, patience,
                patience, patience), Edge.NO_ORIGINS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\nA: ", "GET /"})
    void a_head_that_drips_in_is_cut_off(String begin) throws IOException {
        cutOffWhileDripping(begin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nffff\r\n",
            "Transfer-Encoding: chunked\r\n\r\n"})
    void a_body_that_drips_in_is_cut_off(String end) throws IOException {
        cutOffWhileDripping(POST + end);
        cutOffWhileDripping(POST.replace("/graphql", "/nowhere") + end);
    }

    @Test
    void a_connection_without_a_request_is_closed_after_a_while_whatever_it_was_used_for_before() throws IOException {
        assertThat(connect("").getInputStream().read()).isEqualTo(-1);
        assertThat(new String(connect(GET).getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void who_does_not_take_his_answers_is_cut_off() throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", edge.port()));
        String request = "GET /graphql/ui/graphiql.min.js HTTP/1.1\r\nHost: x\r\n\r\n";

        assertThatThrownBy(() -> Eventually.within(Duration.ofSeconds(10)).check(() -> {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            throw new AssertionError("the connection is still there");
        })).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void one_connection_too_many_is_told_so_and_has_room_when_another_has_gone() throws IOException {
        try (var small = edge(3, LONG)) {
            List<Socket> three = List.of(connect(small, GET), connect(small, GET), connect(small, GET));
            for (Socket socket : three) {
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }

            var oneTooMany = connect(small, GET);
            oneTooMany.shutdownOutput();
            assertThat(new String(oneTooMany.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 1\r\n", "SERVICE_UNAVAILABLE");

            three.getFirst().close();
            Eventually.within(Duration.ofSeconds(10)).check(() -> {
                try {
                    byte[] begin = connect(small, GET).getInputStream().readNBytes(12);
                    assertThat(new String(begin, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    /** Writes a byte at a time, never pausing for long, until the other side has had enough. */
    private void cutOffWhileDripping(String begin) throws IOException {
        var socket = connect(begin);
        assertThatThrownBy(() -> Eventually.within(Duration.ofSeconds(10)).every(Duration.ofMillis(30)).check(() -> {
            try {
                socket.getOutputStream().write('1');
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            throw new AssertionError("the connection is still there");
        })).hasCauseInstanceOf(IOException.class);
        // Over a connection of its own: one that is kept may be closed for its idleness just now.
        assertThat(new String(connect(GET).getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
    }

    private Socket connect(String begin) throws IOException {
        return connect(edge, begin);
    }

    private Socket connect(Edge to, String begin) throws IOException {
        var socket = new Socket("127.0.0.1", to.port());
        sockets.add(socket);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}

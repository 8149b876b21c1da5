package com.movieticket.booking.resilience;

import com.movieticket.booking.resilience.RestReply.NotSent;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.WireStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever hears no answer learns whether his request can have arrived. */
class RestClientFailuresTest extends StubbedRestNeighbour {
    @Test
    void nothing_is_sent_where_nobody_listens() {
        try (var client = new RestClient(RestStub.nobody(), ENOUGH)) {
            assertThat(client.send(POST)).isInstanceOfSatisfying(NotSent.class,
                    reply -> assertThat(reply.problem()).contains("Connection refused"));
        }
    }

    @Test
    void nothing_is_sent_to_a_host_that_does_not_exist() {
        // A label of more than 63 characters: known not to exist without asking anyone.
        try (var client = new RestClient(URI.create("http://" + "a".repeat(64) + ".invalid:80"), ENOUGH)) {
            assertThat(client.send(POST)).isInstanceOf(NotSent.class);
        }
    }

    @Test
    void nothing_is_sent_when_no_connection_is_made_in_time() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waiting = new ArrayList<SocketChannel>();
            try (var client = new RestClient(URI.create("http://127.0.0.1:" + deaf.getLocalPort()), SHORT)) {
                for (int i = 0; i < 8; i++) {
                    waiting.add(SocketChannel.open());
                    waiting.getLast().configureBlocking(false);
                    waiting.getLast().connect(new InetSocketAddress("127.0.0.1", deaf.getLocalPort()));
                }

                assertThat(client.send(POST)).isInstanceOf(NotSent.class);
            } finally {
                for (SocketChannel channel : waiting) {
                    channel.close();
                }
            }
        }
    }

    @Test
    void nothing_is_sent_with_a_header_that_would_be_two() throws IOException {
        try (var neighbour = new WireStub(conversation -> conversation.awaitEnd());
             var client = new RestClient(neighbour.url(), ENOUGH)) {
            var smuggling = RestCall.get("/thing", Map.of("Authorization", "x\r\nX-Admin: yes"));

            assertThat(client.send(smuggling)).isInstanceOf(NotSent.class);

            Eventually.within(ENOUGH).check(() -> assertThat(neighbour.closedByClient()).isEqualTo(1));
        }
    }

    @Test
    void a_connection_reset_after_the_request_leaves_it_open_what_happened() throws IOException {
        assertUnheard("Connection reset", conversation -> {
            conversation.request();
            conversation.reset();
        });
    }

    @Test
    void a_connection_closed_after_the_request_leaves_it_open_what_happened() throws IOException {
        assertUnheard("closed within the answer", conversation -> conversation.request());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"success\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n",
        "HTTP/1.1 abc OK\r\n\r\n"})
    void an_answer_that_is_cut_off_or_no_http_is_not_heard(String answer) throws IOException {
        assertUnheard("", conversation -> {
            conversation.request();
            conversation.send(answer);
        });
    }

    @Test
    void an_answer_that_is_too_long_is_not_heard_to_its_end() throws IOException {
        assertUnheard("too long", conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n");
            sendWithoutEnd(conversation);
        });
    }

    @Test
    void a_chunk_of_two_gigabytes_is_not_taken_in() throws IOException {
        assertUnheard("too long", conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n");
            sendWithoutEnd(conversation);
        });
    }

    @Test
    void a_head_without_end_is_not_taken_in() throws IOException {
        assertUnheard("", conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\n");
            while (true) {
                conversation.send("X-More: " + "x".repeat(1000) + "\r\n");
            }
        });
    }

    @Test
    void the_longest_answer_is_heard() throws IOException {
        String longest = "x".repeat(RestClient.BODY_LIMIT);
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Length: " + longest.length() + "\r\n\r\n" + longest);
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(longest.length()) + "\r\n" + longest + "\r\n0\r\n\r\n");
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(GET), 200, longest);
            assertAnswer(client.send(GET), 200, longest);
            assertThat(neighbour.connections()).isEqualTo(1);
        }
    }
}

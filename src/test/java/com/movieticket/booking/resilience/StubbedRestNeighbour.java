package com.movieticket.booking.resilience;

import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.Unheard;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.testing.WireStub.Behaviour;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Calls of REST to a neighbour who answers what a test tells him to, and how they are heard. */
abstract class StubbedRestNeighbour {
    static final Duration ENOUGH = Duration.ofSeconds(10);
    static final Duration SHORT = Duration.ofMillis(300);
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    static final RestCall GET = RestCall.get("/thing", Map.of());
    static final RestCall POST = RestCall.post("/thing", Map.of("Idempotency-Key", "k-1"), "{\"a\":1}");

    static void sendWithoutEnd(WireStub.Conversation conversation) throws IOException {
        byte[] much = new byte[64 * 1024];
        while (true) {
            conversation.send(much);
        }
    }

    static void assertAnswer(RestReply reply, int status, String body) {
        assertThat(reply).isInstanceOfSatisfying(Answered.class, answer -> {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(new String(answer.body(), UTF_8)).isEqualTo(body);
        });
    }

    static void assertUnheard(String problem, Behaviour behaviour) throws IOException {
        try (var neighbour = new WireStub(behaviour); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertThat(client.send(POST)).isInstanceOfSatisfying(Unheard.class,
                    reply -> assertThat(reply.problem()).contains(problem));
            assertThat(neighbour.requests()).hasSize(1);
        }
    }
}

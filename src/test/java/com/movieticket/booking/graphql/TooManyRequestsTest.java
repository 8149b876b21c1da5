package com.movieticket.booking.graphql;

import com.movieticket.booking.security.Authentication;
import com.movieticket.booking.security.Gate;
import com.movieticket.booking.settings.Network;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Sample;
import com.movieticket.booking.testing.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Who asks too often is told so, and when to come back; others notice nothing of it. */
class TooManyRequestsTest {
    private static final String BODY = "{\"query\":\"{ __typename }\"}";

    private final AtomicLong nanos = new AtomicLong();
    private Edge edge = limited(Edge.NOT_ASKED);

    /** Three at once, and one a second. */
    private Edge limited(Settings.Jwt jwt, String... proxies) {
        var trusted = List.of(proxies).stream().map(proxy -> Network.parse(proxy).orElseThrow()).toList();
        return new Edge(new FakeUseCases().useCases(), new Gate(Authentication.of(jwt, () -> Sample.T0),
                new Settings.RateLimit(1, 3, trusted), nanos::get));
    }

    private void limit(Settings.Jwt jwt, String... proxies) {
        edge.close();
        edge = limited(jwt, proxies);
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void after_a_burst_requests_are_refused_with_the_time_to_come_back() {
        var first = edge.postBody(BODY);
        assertThat(statuses(2)).containsOnly(200);
        assertThat(first.headers().firstValue("ratelimit")).contains("\"client\";r=2");
        assertThat(first.headers().firstValue("ratelimit-policy")).contains("\"client\";q=3;w=3");

        var refused = edge.postBody(BODY);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo(
                "{\"errors\":[{\"message\":\"Too many requests\",\"extensions\":{\"code\":\"RATE_LIMITED\""
                        + Edge.TRACED + "}]}");
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        assertThat(refused.headers().firstValue("ratelimit")).contains("\"client\";r=0;t=1");
        assertThat(refused.headers().firstValue("ratelimit-policy")).contains("\"client\";q=3;w=3");
        assertThat(refused.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(refused.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void who_comes_back_when_told_is_served() {
        statuses(4);
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(statuses(1)).containsExactly(429);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(statuses(2)).containsExactly(200, 429);
    }

    @Test
    void get_counts_too_and_answers_in_the_type_asked_for() {
        statuses(3);
        var refused = edge.get("/graphql?query=%7B__typename%7D", "Accept", "application/graphql-response+json");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("content-type"))
                .contains("application/graphql-response+json; charset=utf-8");
    }

    @Test
    void a_refused_request_is_not_run_and_its_connection_goes_on() throws IOException {
        statuses(3);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.setSoTimeout(10_000);
            String request = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "traceparent: " + Edge.TRACEPARENT + "\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)
                        .findWithinHorizon("(?s)^HTTP/1.1 429 .*?RATE_LIMITED\""
                                + Pattern.quote(Edge.TRACED + "}]}"), 4096)).isNotNull();
            }
        }
    }

    @Test
    void only_what_is_run_is_counted() {
        statuses(4);
        assertThat(edge.get("/").statusCode()).isEqualTo(200);
        assertThat(edge.get("/graphql", "Accept", "text/html").statusCode()).isEqualTo(200);
        assertThat(edge.get("/graphql/schema.graphql").statusCode()).isEqualTo(200);
        assertThat(edge.get("/graphql/ui/playground.js").statusCode()).isEqualTo(200);
    }

    @Test
    void an_untrusted_client_does_not_become_another_by_saying_so() {
        for (int i = 0; i < 3; i++) {
            assertThat(from("198.51.100." + i)).isEqualTo(200);
        }
        assertThat(from("198.51.100.9")).isEqualTo(429);
    }

    @Test
    void clients_behind_a_trusted_proxy_do_not_disturb_each_other() {
        limit(Edge.NOT_ASKED, "127.0.0.0/8");
        for (int i = 0; i < 3; i++) {
            assertThat(from("198.51.100.1")).isEqualTo(200);
        }
        assertThat(from("198.51.100.1")).isEqualTo(429);
        assertThat(from("203.0.113.5, 198.51.100.1")).as("what the client itself has written").isEqualTo(429);
        assertThat(from("198.51.100.2")).isEqualTo(200);
    }

    @Test
    void users_do_not_disturb_each_other_wherever_they_are() {
        limit(GuardedEdge.secret(Tokens.SECRET, Optional.empty(), Optional.empty()));
        var tokens = new Tokens(Sample.T0);
        for (int i = 0; i < 3; i++) {
            assertThat(with(tokens.of("ann"))).isEqualTo(200);
        }
        assertThat(with(tokens.of("ann"))).isEqualTo(429);
        assertThat(with(tokens.of("bob"))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forged.forged.forged", "x"})
    void nobody_uses_up_a_users_share_with_worthless_tokens(String worthless) {
        limit(GuardedEdge.secret(Tokens.SECRET, Optional.empty(), Optional.empty()));
        for (int i = 0; i < 3; i++) {
            assertThat(with(worthless)).isEqualTo(200);
        }
        assertThat(with(worthless)).isEqualTo(429);
        assertThat(with(new Tokens(Sample.T0).of("ann"))).isEqualTo(200);
    }

    @Test
    void without_a_limit_nobody_is_refused() {
        edge.close();
        edge = new Edge();
        assertThat(statuses(200)).containsOnly(200);
    }

    private List<Integer> statuses(int requests) {
        return IntStream.range(0, requests).mapToObj(_ -> edge.postBody(BODY)).map(HttpResponse::statusCode).toList();
    }

    private int from(String forwardedFor) {
        return edge.postBody(BODY, "X-Forwarded-For", forwardedFor).statusCode();
    }

    private int with(String token) {
        return edge.postBody(BODY, "Authorization", "Bearer " + token).statusCode();
    }
}

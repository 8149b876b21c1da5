package com.movieticket.booking.operations;

import com.movieticket.booking.frontdoor.Answer;
import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.testing.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The service behind a real reverse proxy that sends what Kong sends. Every client has an address of its own. */
class ReverseProxyIT {
    private static final String PING = "{ __typename }";
    private static final String[] PLAIN = {};

    @TempDir
    private static Path folder;
    private static Optional<House> house = Optional.empty();
    private static Optional<ReverseProxy> proxy = Optional.empty();
    private static final Map<String, HttpClient> CLIENTS = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        Tool nginx = Tool.installed("nginx", "that the service does its work behind a proxy is not tested");
        house = Optional.of(House.open(Map.of("RATE_LIMIT_PER_SECOND", "1", "RATE_LIMIT_BURST", "5",
                "RATE_LIMIT_TRUSTED_PROXIES", "127.0.0.1", "JWT_SECRET", Tokens.SECRET, "JWT_ISSUER", Tokens.ISSUER)));
        proxy = Optional.of(ReverseProxy.before(house.get().url("/"), nginx, folder));
    }

    @AfterAll
    static void stop() {
        CLIENTS.values().forEach(HttpClient::close);
        proxy.ifPresent(ReverseProxy::close);
        house.ifPresent(House::close);
    }

    /** What somebody at that address of this machine is told. */
    private static HttpResponse<String> tell(String address, HttpRequest request) throws Exception {
        return CLIENTS.computeIfAbsent(address, ReverseProxyIT::client).send(request, BodyHandlers.ofString());
    }

    private static HttpClient client(String address) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(address)).build();
    }

    private static HttpResponse<String> ask(String address, String document, String... headers) throws Exception {
        return tell(address, House.request(proxy.orElseThrow().url("/graphql"), document, headers));
    }

    @Test
    void a_user_books_and_pays_with_the_token_of_the_user_service() throws Exception {
        String token = "Bearer " + new Tokens(Instant.now()).of("user123");
        HttpResponse<String> created = ask("127.0.0.2", House.creation("user123", "show456", List.of("A1", "A2")),
                "Authorization", token);
        assertThat(created.headers().firstValue("X-Correlation-ID")).isPresent();
        String id = Answer.of(created).text("data.create_booking.booking.id");
        Answer paid = Answer.of(ask("127.0.0.2", House.payment(id, "4242424242424242"), "Authorization", token));
        assertThat(paid.text("data.process_payment.booking.status")).isEqualTo("confirmed");

        assertThat(ask("127.0.0.2", House.payment(id, "4242424242424242")).body()).contains("Authentication required");
    }

    @Test
    void health_is_found_under_the_gateways_name_for_it_and_nothing_else_is() throws Exception {
        HttpResponse<String> health = get("/health/booking");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"healthy\",\"service\":\"booking-service\"}");
        assertThat(Stream.of("/health/booking/ready", "/health/ready", "/metrics"))
                .allSatisfy(path -> assertThat(get(path).statusCode()).isEqualTo(404));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return tell("127.0.0.3", HttpRequest.newBuilder(proxy.orElseThrow().url(path)).build());
    }

    @Test
    void each_client_has_a_limit_of_its_own_which_passes_through() throws Exception {
        HttpResponse<String> refused = askedTooOften("127.0.0.4", _ -> PLAIN);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("\"Too many requests\"", "RATE_LIMITED");
        assertThat(ask("127.0.0.5", PING).statusCode()).isEqualTo(200);
    }

    /** If they were believed, each would be a client that has never asked before. */
    @Test
    void nobody_gets_more_by_inventing_addresses() throws Exception {
        askedTooOften("127.0.0.6", i -> new String[] {"X-Forwarded-For", "198.51.100." + i});
    }

    /** The refusal that comes sooner or later, and late only on a machine that takes a second for each request. */
    private static HttpResponse<String> askedTooOften(String address, IntFunction<String[]> headers) throws Exception {
        HttpResponse<String> answer = ask(address, PING, headers.apply(0));
        for (int i = 1; i < 100 && answer.statusCode() != 429; i++) {
            answer = ask(address, PING, headers.apply(i));
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        return answer;
    }

    @Test
    void a_body_that_is_too_large_is_refused_in_the_services_words() throws Exception {
        HttpResponse<String> refused = ask("127.0.0.7", "{ __typename # " + "x".repeat(262_144) + "\n}");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("\"errors\"", "larger than 262144 bytes");
    }
}

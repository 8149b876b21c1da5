package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Other people's web pages can have a browser do no more here than the settings allow, which is nothing. */
class CrossOriginTest {
    private static final String MUTATION =
            "{\"query\":\"mutation { cancel_booking(booking_id: \\\"b\\\") { success } }\"}";
    private static final String FRIEND = "https://tickets.example";
    private static final String OTHER_FRIEND = "http://localhost:3000";

    private static final Map<List<String>, Edge> EDGES = new HashMap<>();

    private Edge edge;

    @AfterAll
    static void stop() {
        EDGES.values().forEach(Edge::close);
        EDGES.clear();
    }

    @BeforeEach
    void allowNobody() {
        allow();
    }

    private void allow(String... origins) {
        edge = EDGES.computeIfAbsent(List.of(origins),
                some -> new Edge(Edge.SERVER, new Settings.Cors(some, Duration.ofMinutes(10))));
        edge.useCases.orders.clear();
    }

    /** A browser asks before it sends anything but these (the Fetch standard's simple requests). */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "text/plain; application/json", "", "application/json, text/plain"})
    void what_a_browser_sends_without_asking_changes_nothing(String contentType) throws IOException {
        allow("*");
        String head = "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: https://evil.example\r\n"
                + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n")
                + "Content-Length: " + MUTATION.length() + "\r\n\r\n";
        try (var socket = new Socket("127.0.0.1", edge.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + MUTATION).getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .matches("(?s)HTTP/1.1 (400|415) .*");
        }
        assertThat(edge.useCases.orders).isEmpty();
    }

    @Test
    void a_link_from_elsewhere_can_ask_but_not_change() {
        allow("*");
        assertThat(edge.get("/graphql?query=%7B__typename%7D", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(200);
        assertThat(edge.get("/graphql?query=" + Edge.encoded("mutation { cancel_booking(booking_id: \"b\") { success } }"),
                "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(405);
        assertThat(edge.useCases.orders).isEmpty();
    }

    @Test
    void nobody_is_allowed_unless_the_settings_say_so() {
        var preflight = preflight(FRIEND);
        assertThat(preflight.statusCode()).isEqualTo(403);
        assertThat(preflight.body()).contains("\"message\":\"Forbidden\"");
        assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(edge.postBody(MUTATION, "Origin", FRIEND).headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control")).doesNotContain("vary");
    }

    @Test
    void an_origin_that_is_allowed_is_told_what_it_may_do_and_for_how_long() {
        allow(FRIEND, OTHER_FRIEND);
        var headers = preflight(FRIEND).headers();

        assertThat(preflight(FRIEND).statusCode()).isEqualTo(204);
        assertThat(headers.firstValue("access-control-allow-origin")).contains(FRIEND);
        assertThat(headers.firstValue("access-control-allow-methods")).contains("GET, HEAD, POST");
        assertThat(headers.firstValue("access-control-allow-headers").orElseThrow())
                .contains("Authorization", "Content-Type", "Idempotency-Key");
        assertThat(headers.firstValue("access-control-max-age")).contains("600");
        assertThat(headers.firstValue("access-control-allow-credentials")).isEmpty();
        assertThat(headers.allValues("vary")).contains("Origin");
    }

    @Test
    void its_answers_can_be_read_and_caches_keep_origins_apart() {
        allow(FRIEND, OTHER_FRIEND);
        var answer = edge.postBody(MUTATION, "Origin", FRIEND);
        assertThat(answer.body()).contains("\"success\":true");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains(FRIEND);
        assertThat(answer.headers().firstValue("access-control-expose-headers").orElseThrow()).contains("Retry-After");

        var query = edge.get("/graphql?query=%7B__typename%7D");
        assertThat(String.join(", ", query.headers().allValues("vary"))).isEqualTo("Accept, Origin");
        assertThat(edge.get("/graphql?query=%7B__typename%7D").headers().map().get("vary"))
                .isEqualTo(query.headers().map().get("vary"));
        assertThat(query.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://tickets.example.evil.example", "http://tickets.example", "https://tickets.example:8443",
            "https://TICKETS.example", "null", "https://evil.example"})
    void another_origin_is_not_allowed_however_much_it_looks_like_one(String origin) {
        allow(FRIEND, OTHER_FRIEND);
        assertThat(preflight(origin).statusCode()).isEqualTo(403);
        assertThat(preflight(origin).headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(preflight(origin).headers().allValues("vary")).contains("Origin");
        assertThat(preflight(OTHER_FRIEND).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"/,200", "/graphql?query=%7B__typename%7D,200", "/graphql/schema.graphql,200", "/nowhere,404",
            "/broken,500", "/graphql?query=mutation%7B__typename%7D,405"})
    void every_answer_tells_browsers_to_be_careful(String path, int status) {
        var answer = edge.get(path, "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("cross-origin-resource-policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("cross-origin-opener-policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("server")).isEmpty();
    }

    @Test
    void a_person_who_comes_to_the_root_is_shown_the_playground_and_a_program_the_contract() {
        var person = edge.get("/", "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        assertThat(person.statusCode()).isEqualTo(303);
        assertThat(person.headers().firstValue("location")).contains("/graphql");
        assertThat(person.headers().allValues("vary")).containsExactly("Accept");
        assertThat(edge.get("/", "Accept", "*/*").body())
                .isEqualTo("{\"message\":\"Movie Ticket Booking Service\",\"graphql_endpoint\":\"/graphql\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "OPTIONS", "PUT", "DELETE"})
    void the_lost_are_told_what_there_is_by_whichever_method_they_came(String method) {
        var answer = edge.send(edge.to("/nowhere").method(method, BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"endpoints\":[\"/\",\"/graphql\"]");
    }

    private HttpResponse<String> preflight(String origin) {
        return edge.send(edge.to("/graphql").method("OPTIONS", BodyPublishers.noBody())
                .headers("Origin", origin, "Access-Control-Request-Method", "POST",
                        "Access-Control-Request-Headers", "content-type"));
    }
}

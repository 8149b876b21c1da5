package com.movieticket.booking.graphql;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The playground is all there, and asks no other server for anything. */
class PlaygroundTest {
    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = new Edge();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*"})
    void a_browser_is_shown_the_page(String accept) {
        var page = edge.get("/graphql", "Accept", accept);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy")).get().asString()
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(page.body()).contains("graphiql.min.js");
    }

    @Test
    void a_browser_that_asks_a_question_gets_the_answer() {
        assertThat(edge.get("/graphql?query=%7B__typename%7D", "Accept", "text/html, */*;q=0.8").body())
                .isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
    }

    @Test
    void all_that_the_page_needs_is_served_here() {
        var sources = Pattern.compile("(?:src|href)=\"(?!data:)([^\"]+)\"").matcher(edge.get("/graphql").body()).results()
                .map(match -> match.group(1)).toList();

        assertThat(sources).hasSizeGreaterThanOrEqualTo(5).allSatisfy(source -> {
            assertThat(source).startsWith("/graphql/ui/");
            var file = edge.get(source);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(file.headers().firstValue("content-type")).get().asString()
                    .startsWith(source.endsWith(".css") ? "text/css" : "text/javascript");
            assertThat(file.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(file.body()).isNotBlank();
        });
    }

    @Test
    void files_come_compressed_to_who_can_read_that() throws IOException, InterruptedException {
        String plain = edge.get("/graphql/ui/graphiql.min.css").body();
        try (var client = HttpClient.newHttpClient()) {
            var compressed = client.send(edge.to("/graphql/ui/graphiql.min.css").header("Accept-Encoding", "br, gzip")
                    .build(), BodyHandlers.ofByteArray());

            assertThat(compressed.headers().firstValue("content-encoding")).contains("gzip");
            assertThat(compressed.headers().firstValue("vary")).contains("Accept-Encoding");
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
            }
        }
    }

    @Test
    void files_that_the_browser_has_are_not_sent_again() {
        var first = edge.get("/graphql/ui/playground.js");
        var again = edge.get("/graphql/ui/playground.js",
                "If-None-Match", first.headers().firstValue("etag").orElseThrow());

        assertThat(first.headers().firstValue("cache-control")).contains("public, max-age=3600");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql/ui/", "/graphql/ui/nothing.js", "/graphql/ui/graphiql.min.js.map",
            "/graphql/ui/%2e%2e%2fPlayground.class", "/graphql/ui/index.html"})
    void nothing_else_is_served(String path) {
        assertThat(edge.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void the_operations_in_its_tabs_are_valid() {
        String script = edge.get("/graphql/ui/playground.js").body();
        var documents = Pattern.compile("query: `(.*?)`,", Pattern.DOTALL).matcher(script).results()
                .map(MatchResult::group).map(text -> text.substring("query: `".length(), text.length() - 2))
                .map(text -> text.replaceAll("\\$\\{[^}]*}", "id"));

        assertThat(documents).hasSize(5).allSatisfy(document ->
                assertThat(edge.post(document, "{\"userId\":\"u\",\"showtimeId\":\"s\",\"seatNumbers\":[\"A1\"],"
                        + "\"bookingId\":\"b\"}").body()).startsWith("{\"data\":"));
    }
}

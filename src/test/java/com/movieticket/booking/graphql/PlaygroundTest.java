package com.movieticket.booking.graphql;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(page.body()).contains("graphiql.min.js").doesNotContain("<style", " style=", "<script>");
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

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip", "GZIP;q=0.5", "deflate, x-gzip;q=1.0"})
    void files_come_compressed_to_who_can_read_that(String accepted) throws IOException {
        var compressed = bytes("/graphql/ui/graphiql.min.css", "Accept-Encoding", accepted);

        assertThat(compressed.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(compressed.headers().allValues("vary")).contains("Accept-Encoding");
        assertThat(inflated(compressed.body())).isEqualTo(edge.get("/graphql/ui/graphiql.min.css").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0", "gzip; q=0.000", "gzipped"})
    void files_come_as_they_are_to_all_others(String accepted) {
        var plain = edge.get("/graphql/ui/graphiql.min.css", "Accept-Encoding", accepted);

        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        assertThat(plain.headers().allValues("vary")).contains("Accept-Encoding");
        assertThat(plain.body()).contains("@font-face");
    }

    @Test
    void the_page_differs_by_what_a_client_accepts_and_says_so() throws IOException {
        var page = bytes("/graphql", "Accept", "text/html", "Accept-Encoding", "gzip");

        assertThat(page.headers().allValues("vary")).containsExactly("Accept, Accept-Encoding");
        assertThat(inflated(page.body())).contains("graphiql.min.js");
    }

    @Test
    void files_that_the_browser_has_are_not_sent_again() {
        String file = "/graphql/ui/playground.js";
        var first = edge.get(file);
        String tag = first.headers().firstValue("etag").orElseThrow();

        assertThat(first.headers().firstValue("cache-control")).contains("public, no-cache");
        assertThat(tag).matches("\"[0-9a-f]{24}\"");
        for (String known : List.of(tag, "\"other\", " + tag, "W/" + tag, "*")) {
            var again = edge.get(file, "If-None-Match", known);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.headers().firstValue("etag")).contains(tag);
            assertThat(again.body()).isEmpty();
        }
        assertThat(edge.get(file, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void each_encoding_has_its_own_tag() throws IOException {
        String file = "/graphql/ui/playground.js";
        String plain = edge.get(file).headers().firstValue("etag").orElseThrow();
        String gzip = bytes(file, "Accept-Encoding", "gzip").headers().firstValue("etag").orElseThrow();

        assertThat(gzip).isNotEqualTo(plain).doesNotStartWith("W/");
        assertThat(bytes(file, "Accept-Encoding", "gzip", "If-None-Match", gzip).statusCode()).isEqualTo(304);
        assertThat(bytes(file, "Accept-Encoding", "gzip", "If-None-Match", plain).statusCode()).isEqualTo(200);
    }

    @Test
    void all_of_it_is_no_more_than_1_1_MB() throws IOException, URISyntaxException {
        var folder = Path.of(Playground.class.getResource("ui").toURI());
        try (var files = Files.list(folder)) {
            var sizes = files.collect(Collectors.toMap(file -> file.getFileName().toString(), file -> file.toFile().length()));
            assertThat(sizes).containsOnlyKeys("index.html.gz", "playground.css.gz", "playground.js.gz",
                    "graphiql.min.css.gz", "graphiql.min.js.gz", "react.production.min.js.gz",
                    "react-dom.production.min.js.gz");
            assertThat(sizes.values().stream().mapToLong(size -> size).sum()).isBetween(900_000L, 1_100_000L);
        }
    }

    /** Byte for byte, however they are sent: a script that is cut off still looks like one. */
    @Test
    void every_file_arrives_whole() throws IOException, URISyntaxException {
        try (var packaged = Files.list(Path.of(Playground.class.getResource("ui").toURI()))) {
            assertThat(packaged.filter(file -> !file.endsWith("index.html.gz"))).hasSize(6).allSatisfy(file -> {
                byte[] gzip = Files.readAllBytes(file);
                String path = "/graphql/ui/" + file.getFileName().toString().replaceFirst("\\.gz$", "");
                assertArrives(path, "gzip", gzip);
                assertArrives(path, "identity", inflated(gzip).getBytes(StandardCharsets.UTF_8));
            });
        }
    }

    /** A build can cut them off as well. */
    @ParameterizedTest
    @ValueSource(strings = {"graphiql.min.js", "graphiql.min.css", "react.production.min.js",
            "react-dom.production.min.js"})
    void what_the_build_has_packed_is_what_it_was_given(String name) throws IOException, URISyntaxException {
        byte[] given = Files.readAllBytes(Path.of("target", "graphiql", name));
        byte[] packed = Files.readAllBytes(Path.of(Playground.class.getResource("ui/" + name + ".gz").toURI()));
        assertThat(Arrays.equals(inflated(packed).getBytes(StandardCharsets.UTF_8), given)).as(name).isTrue();
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

    private static void assertArrives(String path, String encoding, byte[] whole) throws IOException {
        var answer = bytes(path, "Accept-Encoding", encoding);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("content-length").orElse(whole.length)).isEqualTo(whole.length);
        assertThat(Arrays.equals(answer.body(), whole)).as("%s as %s: %d bytes of %d", path, encoding,
                answer.body().length, whole.length).isTrue();
    }

    private static HttpResponse<byte[]> bytes(String path, String... headers) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(edge.to(path).headers(headers).build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String inflated(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

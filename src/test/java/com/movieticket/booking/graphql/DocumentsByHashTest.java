package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Problem;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.Settings.Documents.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static com.movieticket.booking.graphql.Edge.encoded;
import static com.movieticket.booking.graphql.Edge.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

/** Documents can be asked for by the hash of their text: the operator's own, and those that clients have registered. */
class DocumentsByHashTest {
    private static final String NEWER = "application/graphql-response+json";
    private static final String QUERY = "query Get($i: String!) { get_booking(booking_id: $i) { seats } }";
    private static final String MUTATION = "mutation { cancel_booking(booking_id: \"b\") { success } }";
    private static final String SEATS = "{\"data\":{\"get_booking\":{\"seats\":[\"A1\",\"A2\"]}}}";
    private static final String B = "{\"i\":\"b\"}";

    @TempDir
    private Path directory;

    @Test
    void the_hash_is_the_one_of_the_specification() {
        assertThat(DocumentId.of("query($id:ID!){user(id:$id){name}}").sha256())
                .isEqualTo("71f7dc5758652baac68e4a10c50be732b741c892ade2883a99358f52b555286b");
    }

    @Test
    void a_client_registers_a_document_by_sending_it_once_with_its_hash() {
        try (var edge = edge(Mode.PERSISTED, false)) {
            assertError(byHash(edge, QUERY, ""), 200, "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
            assertError(byHash(edge, QUERY, "", "Accept", NEWER), 400, "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
            assertThat(byHash(edge, QUERY, ",\"query\":" + quoted(QUERY)).body()).isEqualTo(SEATS);

            assertThat(byHash(edge, QUERY, "").body()).isEqualTo(SEATS);
            assertThat(byId(edge, QUERY).body()).isEqualTo(SEATS);
            assertThat(edge.get("/graphql?documentId=sha256:" + hash(QUERY) + "&variables=" + encoded(B),
                    "Accept", "text/html, */*;q=0.8").body()).isEqualTo(SEATS);
            assertThat(edge.get("/graphql?extensions=" + encoded(persistedQuery(QUERY)) + "&variables=" + encoded(B)).body())
                    .isEqualTo(SEATS);
            assertThat(edge.post(QUERY, B).body()).isEqualTo(SEATS);
        }
    }

    @Test
    void a_hash_of_something_else_is_refused_and_nothing_is_registered_under_it() {
        try (var edge = edge(Mode.PERSISTED, false)) {
            assertError(byHash(edge, QUERY, ",\"query\":" + quoted(MUTATION)), 400, "The hash is not",
                    "PERSISTED_QUERY_HASH_MISMATCH");
            assertError(byHash(edge, QUERY, ""), 200, "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
            assertThat(edge.useCases.orders).isEmpty();
        }
    }

    @Test
    void what_cannot_be_run_is_not_registered() {
        String tooMuch = "{ " + "__typename ".repeat(30) + "}";
        try (var edge = edge(Mode.PERSISTED, false)) {
            for (String document : List.of("{ nothing }", "{", tooMuch)) {
                assertThat(byHash(edge, document, ",\"query\":" + quoted(document)).body()).startsWith("{\"errors\"");
                assertThat(byHash(edge, document, "").body()).contains("PERSISTED_QUERY_NOT_FOUND");
            }
        }
    }

    @Test
    void a_mutation_can_be_registered_but_neither_registered_nor_run_by_get() {
        String get = "/graphql?extensions=" + encoded(persistedQuery(MUTATION));
        try (var edge = edge(Mode.PERSISTED, false)) {
            assertThat(edge.get(get + "&query=" + encoded(MUTATION)).statusCode()).isEqualTo(405);
            assertThat(edge.get(get).body()).contains("PERSISTED_QUERY_NOT_FOUND");
            assertThat(byHash(edge, MUTATION, ",\"query\":" + quoted(MUTATION)).body()).contains("\"success\":true");
            assertThat(edge.get(get).statusCode()).isEqualTo(405);
            assertThat(byHash(edge, MUTATION, "").body()).contains("\"success\":true");
            assertThat(edge.useCases.orders).hasSize(2);
        }
    }

    @Test
    void documents_are_not_known_by_their_hash_unless_that_is_set() {
        try (var edge = edge(Mode.ANY, false)) {
            assertError(byHash(edge, QUERY, ""), 200, "PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED");
            assertError(byHash(edge, QUERY, ",\"query\":" + quoted(QUERY)), 200, "PersistedQueryNotSupported",
                    "PERSISTED_QUERY_NOT_SUPPORTED");
        }
    }

    @Test
    void no_more_is_registered_than_there_is_room_for() throws Refused {
        var documents = new Documents(Mode.PERSISTED, new DocumentCache(1, 1, text -> {
            throw new Refused(GraphQlExecution.Stage.REFUSED, text, ErrorCode.GRAPHQL_VALIDATION_FAILED);
        }), Map.of());
        for (int i = 0; i < Documents.MOST_REGISTERED + 50; i++) {
            documents.keep(registering("{ a" + i + " }"));
        }
        assertThat(documents.registered()).isEqualTo(Documents.MOST_REGISTERED);

        for (int i = 0; i < 100; i++) {
            documents.keep(registering("#" + i + "x".repeat(30_000)));
        }
        documents.keep(registering("#" + "x".repeat(Documents.LONGEST_REGISTERED)));
        assertThat(documents.registered()).isEqualTo(34); // of 30,000 characters each, in a million
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void the_operators_documents_are_known_in_every_mode(Mode mode) throws IOException {
        Files.writeString(directory.resolve("get.graphql"), QUERY);
        Files.writeString(directory.resolve("notes.txt"), "none of our business");
        try (var edge = edge(mode, true)) {
            assertThat(byId(edge, QUERY).body()).isEqualTo(SEATS);
            assertThat(byHash(edge, QUERY, ",\"query\":" + quoted(QUERY)).body()).isEqualTo(SEATS);
            assertError(byId(edge, MUTATION), 200, "PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
        }
    }

    @ParameterizedTest
    @CsvSource({"application/json", NEWER})
    void nothing_but_the_operators_documents_is_run_when_only_those_are_trusted(String type) throws IOException {
        Files.writeString(directory.resolve("get.graphql"), QUERY);
        try (var edge = edge(Mode.TRUSTED, true)) {
            String free = "{\"query\":" + quoted(QUERY) + ",\"variables\":" + B + "}";
            assertError(edge.postBody(free, "Accept", type), 400, "Only documents that are known here are run",
                    "DOCUMENT_NOT_TRUSTED");
            assertError(byHash(edge, MUTATION, ",\"query\":" + quoted(MUTATION), "Accept", type), 400,
                    "Only documents", "DOCUMENT_NOT_TRUSTED");
            assertError(edge.postBody("{\"query\":\"{ __schema { types { name } } }\"}", "Accept", type), 400,
                    "Only documents", "DOCUMENT_NOT_TRUSTED");
            assertError(edge.get("/graphql?query=" + encoded("{__typename}"), "Accept", type), 400, "Only documents",
                    "DOCUMENT_NOT_TRUSTED");
            assertThat(byId(edge, QUERY).body()).isEqualTo(SEATS);
            assertThat(edge.useCases.orders).hasSize(1);
        }
    }

    @Test
    void there_is_no_playground_where_nothing_can_be_tried() throws IOException {
        Files.writeString(directory.resolve("get.graphql"), QUERY);
        try (var edge = edge(Mode.TRUSTED, true)) {
            assertThat(edge.get("/graphql", "Accept", "text/html, */*;q=0.8").body()).doesNotContain("<html");
        }
    }

    @Test
    void the_cost_of_a_trusted_document_still_depends_on_its_variables() throws IOException {
        String pages = "query($l: Int) { " + "a b c d e f g h i j k l ".replaceAll("(\\w) ",
                "$1: get_user_bookings(user_id: \"u\", limit: \\$l) { id } ") + "}";
        Files.writeString(directory.resolve("pages.graphql"), pages);
        try (var edge = edge(Mode.TRUSTED, true)) {
            String body = "{\"documentId\":\"sha256:" + hash(pages) + "\",\"variables\":{\"l\":%d}}";
            assertThat(edge.postBody(body.formatted(100)).body()).startsWith("{\"data\":");
            assertThat(edge.postBody(body.formatted(1000)).body()).contains("LIMIT_EXCEEDED", "cost");
        }
    }

    @Test
    void manifests_of_both_makers_are_read() throws IOException {
        Files.writeString(directory.resolve("persisted-documents.json"), "{\"%s\": %s}".formatted(hash(QUERY), quoted(QUERY)));
        Files.writeString(directory.resolve("persisted-query-manifest.json"), """
                {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [
                  {"id": "%s", "name": "Cancel", "type": "mutation", "body": %s}]}
                """.formatted(hash(MUTATION), quoted(MUTATION)));
        try (var edge = edge(Mode.TRUSTED, true)) {
            assertThat(byId(edge, QUERY).body()).isEqualTo(SEATS);
            assertThat(byId(edge, MUTATION).body()).contains("\"success\":true");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.graphql | {                              | a document that can be run: Invalid syntax
            a.graphql | { nothing }                    | a document that can be run: Validation error
            a.graphql | { ...A } fragment A on Query { ...A } | a document that can be run: Fragments must not use themselves
            a.json    | [                              | a manifest, of GraphQL Code Generator's client preset or Apollo's: it must be JSON
            a.json    | []                             | it must be a JSON object
            a.json    | {"abc": "{ __typename }"}      | known by the SHA-256 of its text
            a.json    | {"abc": 7}                     | each document must have a hash and a text
            a.json    | {"format": "relay"}            | its format must be apollo-persisted-query-manifest, version 1
            a.json    | {"format": "apollo-persisted-query-manifest", "version": 2, "operations": []} | version 1
            a.json    | {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [7]} | each operation must be an object
            a.txt     | { __typename }                 | a directory that holds *.graphql files or *.json manifests
            """)
    void a_directory_with_anything_unusable_is_refused_at_start(String file, String text, String problem) throws IOException {
        Files.writeString(directory.resolve(file), text);

        assertThatExceptionOfType(UnusableDocumentsException.class).isThrownBy(() -> edge(Mode.TRUSTED, true))
                .extracting(UnusableDocumentsException::problems, list(Problem.class))
                .singleElement().satisfies(found -> {
                    assertThat(found.setting()).contains("GRAPHQL_DOCUMENTS_DIRECTORY");
                    assertThat(found.value()).startsWith(directory.toString());
                    assertThat(found.allowed()).contains(problem);
                });
    }

    @Test
    void all_that_is_unusable_is_told_together() throws IOException {
        Files.writeString(directory.resolve("a.graphql"), "{");
        Files.write(directory.resolve("b.graphql"), new byte[]{(byte) 0xc3});
        Files.writeString(directory.resolve("c.graphql"), QUERY);

        assertThatExceptionOfType(UnusableDocumentsException.class).isThrownBy(() -> edge(Mode.PERSISTED, true))
                .satisfies(refused -> assertThat(refused.problems()).extracting(Problem::value).containsExactly(
                        directory.resolve("a.graphql").toString(), directory.resolve("b.graphql").toString()));
    }

    private Edge edge(Mode mode, boolean withDirectory) {
        return new Edge(new Settings.GraphQl(Edge.GRAPHQL.timeLimit(), true, Edge.GRAPHQL.limits(),
                new Settings.Documents(mode,
                withDirectory ? Optional.of(directory) : Optional.empty())));
    }

    private static GraphQlRequest registering(String document) {
        return new GraphQlRequest(Optional.of(document), Optional.of(DocumentId.of(document)), Optional.empty(),
                Map.of(), Optional.empty());
    }

    private static HttpResponse<String> byHash(Edge edge, String document, String more, String... headers) {
        return edge.postBody("{\"variables\":" + B + ",\"extensions\":" + persistedQuery(document) + more + "}", headers);
    }

    private static HttpResponse<String> byId(Edge edge, String document) {
        return edge.postBody("{\"documentId\":\"sha256:" + hash(document) + "\",\"variables\":" + B + "}");
    }

    private static String persistedQuery(String document) {
        return "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + hash(document) + "\"}}";
    }

    private static String hash(String document) {
        return DocumentId.of(document).sha256();
    }

    private static void assertError(HttpResponse<String> answer, int status, String message, String code) {
        assertThat(answer.body()).startsWith("{\"errors\":[{\"message\":\"" + message)
                .endsWith("\"extensions\":{\"code\":\"" + code + "\"" + Edge.TRACED + "}]}");
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}

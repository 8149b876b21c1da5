package com.movieticket.booking.graphql;

import com.movieticket.booking.workflow.TraceParent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static com.movieticket.booking.graphql.Edge.TRACED;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests and responses keep to the GraphQL over HTTP specification, whatever comes. */
class GraphQlOverHttpTest {
    private static final String GRAPHQL_RESPONSE = "application/graphql-response+json";
    private static final String MUTATION = "mutation { cancel_booking(booking_id: \"b\") { success } }";

    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = new Edge();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @BeforeEach
    void forget() {
        edge.useCases.orders.clear();
        edge.useCases.callers.clear();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                                          | application/json
            application/*                                                | application/json
            application/json                                             | application/json
            application/graphql-response+json                            | application/graphql-response+json
            application/graphql-response+json, application/json;q=0.9    | application/graphql-response+json
            application/graphql-response+json;q=0.5, application/json    | application/json
            text/html, */*;q=0.1                                         | application/json
            """)
    void the_answer_comes_in_the_media_type_asked_for(String accept, String type) {
        var answer = edge.postBody("{\"query\":\"{ __typename }\"}", "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains(type + "; charset=utf-8");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.headers().firstValueAsLong("content-length"))
                .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(answer.body()).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
    }

    @Test
    void a_media_type_that_we_do_not_have_is_not_acceptable() {
        assertThat(edge.postBody("{\"query\":\"{ __typename }\"}", "Accept", "text/csv").statusCode()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"query":"{"}                                                  | GRAPHQL_PARSE_FAILED
            {"query":""}                                                   | GRAPHQL_PARSE_FAILED
            {"query":"{ nothing }"}                                        | GRAPHQL_VALIDATION_FAILED
            {"query":"{ get_booking { id } }"}                             | GRAPHQL_VALIDATION_FAILED
            {"query":"query($i: ID!) { __typename }","variables":{}}       | GRAPHQL_VALIDATION_FAILED
            {"query":"query($i: String!) { get_booking(booking_id: $i) { id } }"} | BAD_USER_INPUT
            {"query":"query A { __typename } query B { __typename }"}      | OPERATION_RESOLUTION_FAILURE
            {"query":"query A { __typename }","operationName":"B"}         | OPERATION_RESOLUTION_FAILURE
            """)
    void a_request_that_cannot_be_run_has_no_data_and_shows_in_the_newer_types_status(String body, String code) {
        var older = edge.postBody(body, "Accept", "application/json");
        var newer = edge.postBody(body, "Accept", GRAPHQL_RESPONSE);

        assertThat(older.statusCode()).isEqualTo(200);
        assertThat(newer.statusCode()).isEqualTo(400);
        assertThat(older.body()).isEqualTo(newer.body()).contains("\"extensions\":{\"code\":\"" + code + "\"" + TRACED)
                .doesNotContain("\"data\"", "classification");
    }

    @Test
    void a_request_that_was_run_is_fine_even_if_a_field_failed() {
        var answer = edge.postBody("{\"query\":\"{ get_booking(booking_id: \\\"\\\") { id } }\"}",
                "Accept", GRAPHQL_RESPONSE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).endsWith("\"data\":{\"get_booking\":null}}").doesNotContain("classification");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                               | The body is not valid JSON
            {"query                                          | The body is not valid JSON
            {"query":"{ __typename }"} {}                    | The body is not valid JSON
            [{"query":"{ __typename }"}]                     | The body must be a JSON object: send each operation in a request of its own, batches are not taken
            {"documentId":"b"}                               | Parameter \\"documentId\\" must be sha256: and 64 hexadecimal digits in lower case
            {"extensions":{"persistedQuery":{}}}             | Only version 1 of \\"persistedQuery\\" is known
            {"extensions":{"persistedQuery":{"version":1}}}  | Parameter \\"sha256Hash\\" must be 64 hexadecimal digits in lower case
            {"extensions":{"persistedQuery":[]}}             | Parameter \\"persistedQuery\\" must be a JSON object
            "{ __typename }"                                 | The body must be a JSON object
            {}                                               | Parameter \\"query\\" is missing
            {"query":null}                                   | Parameter \\"query\\" is missing
            {"query":7}                                      | Parameter \\"query\\" must be a string
            {"query":["a"]}                                  | Parameter \\"query\\" must be a string
            {"query":"{ __typename }","operationName":true}  | Parameter \\"operationName\\" must be a string
            {"query":"{ __typename }","variables":"{}"}      | Parameter \\"variables\\" must be a JSON object
            {"query":"{ __typename }","variables":[]}        | Parameter \\"variables\\" must be a JSON object
            {"query":"{ __typename }","extensions":1}        | Parameter \\"extensions\\" must be a JSON object
            {"query":"\\ud800"}                              | The body is not valid JSON
            {"query":"{ __typename }","variables":{"a":1e9999999999}} | The body is not valid JSON
            """)
    void what_is_no_graphql_request_is_told_what_it_lacks(String body, String message) {
        var answer = edge.postBody(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json; charset=utf-8");
        assertThat(answer.body()).contains("{\"errors\":[{\"message\":\"" + message,
                "\"extensions\":{\"code\":\"BAD_REQUEST\"" + TRACED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "application/graphql", "application/json; charset=iso-8859-1", "application/jsonp"})
    void other_content_types_are_not_taken(String type) {
        var answer = edge.send(edge.to("/graphql").header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"query\":\"{ __typename }\"}")));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=UTF-8", "Application/JSON", "application/json;charset=\"utf-8\""})
    void a_content_type_may_be_spelt_in_many_ways(String type) {
        var answer = edge.send(edge.to("/graphql").header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"query\":\"{ __typename }\"}")));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_in_another_encoding_is_refused() {
        var answer = edge.send(edge.to("/graphql").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray("{\"query\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {262_145, 2 * 262_144})
    void a_large_body_is_refused_with_or_without_its_length_told(int size) {
        byte[] body = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
        var told = edge.to("/graphql").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        var untold = edge.to("/graphql").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        for (HttpResponse<String> answer : List.of(edge.send(told), edge.send(untold))) {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("The body is larger than 262144 bytes", "\"code\":\"LIMIT_EXCEEDED\"",
                    "\"limit\":\"bodyBytes\"", "\"allowed\":262144");
        }
    }

    @Test
    void an_endless_body_costs_its_sender_the_connection() throws IOException {
        try (var sender = new Dialogue(edge.port())) {
            sender.say("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000000000\r\n\r\n");
            try {
                sender.say("x".repeat(6 * 262_144));
            } catch (SocketException _) {
                // it has been cut off while it was still sending
            }
            assertThat(sender.all()).singleElement().satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.headers()).containsEntry("connection", "close");
            });
        }
    }

    @Test
    void queries_may_come_by_get() {
        var answer = edge.get("/graphql?query="
                + Edge.encoded("query Get($i: String!) { get_booking(booking_id: $i) { seats } } query Other { __typename }")
                + "&operationName=Get&variables=" + Edge.encoded("{\"i\":\"b\"}"), "Accept", GRAPHQL_RESPONSE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"data\":{\"get_booking\":{\"seats\":[\"A1\",\"A2\"]}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", GRAPHQL_RESPONSE})
    void mutations_may_not_come_by_get(String type) {
        for (int i = 0; i < 2; i++) { // once parsed, once known
            var answer = edge.get("/graphql?query=" + Edge.encoded(MUTATION), "Accept", type);

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).contains("POST");
            assertThat(answer.body()).contains("METHOD_NOT_ALLOWED");
        }
        assertThat(edge.useCases.orders).isEmpty();
        assertThat(edge.post(MUTATION).body()).contains("\"success\":true");
    }

    @Test
    void the_query_of_a_document_may_come_by_get_beside_a_mutation() {
        String document = Edge.encoded("query A { __typename } mutation B { __typename }");

        assertThat(edge.get("/graphql?operationName=A&query=" + document).statusCode()).isEqualTo(200);
        assertThat(edge.get("/graphql?operationName=B&query=" + document).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"query=%7B__typename%7D&variables=1", "query=%7B__typename%7D&variables=%7B", "operationName=A",
            "query=%7B__typename%7D&extensions=x"})
    void what_is_wrong_with_a_get_is_told(String parameters) {
        assertThat(rawGet("/graphql?" + parameters)).startsWith("HTTP/1.1 400 ")
                .endsWith("\"extensions\":{\"code\":\"BAD_REQUEST\"" + TRACED + "}]}");
    }

    @Test
    void a_query_badly_encoded_is_refused_before_it_is_anybody_s() {
        assertThat(rawGet("/graphql?query=%zz")).startsWith("HTTP/1.1 400 ")
                .endsWith("\"extensions\":{\"code\":\"BAD_REQUEST\"}}]}");
    }

    @Test
    void other_methods_are_not_spoken() {
        var answer = edge.send(edge.to("/graphql").PUT(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD, POST, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({"/,200", "/graphql,200", "/graphql?query=%7B__typename%7D,200", "/graphql/schema.graphql,200",
            "/graphql/ui/playground.js,200", "/nowhere,404", "/graphql?query=mutation%7B__typename%7D,405"})
    void head_tells_of_get_without_a_body_so_that_the_connection_can_go_on(String path, int status) throws IOException {
        String head = " " + path + " HTTP/1.1\r\nHost: x\r\n";
        try (var socket = new Socket("127.0.0.1", edge.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("HEAD" + head + "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            for (var in = socket.getInputStream(); answer.indexOf("/graphql\"}") < 0; ) {
                answer.append((char) in.read());
            }

            assertThat(answer).startsWith("HTTP/1.1 " + status)
                    .containsPattern("^[^{]*Content-Length: [1-9][^{]*\\r\\n\\r\\nHTTP/1.1 200 OK[^{]*\\{\"message\":\"Movie");
        }
    }

    @Test
    void the_caller_comes_along() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

        edge.postBody("{\"query\":" + Edge.quoted(MUTATION) + "}", "Authorization", "Bearer abc", "traceparent", trace);

        assertThat(edge.useCases.callers).singleElement().satisfies(caller -> {
            assertThat(caller.authorization()).contains("Bearer abc");
            assertThat(caller.traceparent()).isEqualTo(trace);
        });
    }

    @Test
    void a_caller_without_a_usable_trace_gets_a_new_one() {
        String body = "{\"query\":" + Edge.quoted(MUTATION) + "}";
        edge.send(edge.untraced("/graphql").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        edge.postBody(body, "traceparent", "00-<script>-01");

        assertThat(edge.useCases.callers).hasSize(2).doesNotHaveDuplicates().allSatisfy(caller -> {
            assertThat(caller.authorization()).isEmpty();
            assertThat(TraceParent.wellFormed(caller.traceparent())).isTrue();
        });
    }

    @Test
    void texts_keep_every_character_on_their_way() {
        var answer = edge.postBody("{\"query\":\"query($i: String!) { __type(name: $i) { name } get_booking(booking_id: "
                + "$i) { __typename } }\",\"variables\":{\"i\":\"Run🏃\\ud83c\\udfca \\\"ä\\u20ac\\\" \\\\ /\"}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(edge.useCases.orders.toString()).isEqualTo("[Run🏃🏊 \"ä€\" \\ /]");
    }

    @Test
    void many_at_once_each_get_their_own_answer() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, 200).<Callable<String>>mapToObj(i -> () ->
                            edge.post("query Q" + i % 20 + " { n" + i + ": __typename }").body())
                    .map(threads::submit).toList();

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo("{\"data\":{\"n" + i + "\":\"Query\"}}");
            }
        }
    }

    @Test
    void no_more_documents_are_kept_than_there_is_room_for() {
        for (int i = 0; i < GraphQlExecution.MOST_DOCUMENTS + 50; i++) {
            edge.execution.execute("{ n" + i + ": __typename }");
        }

        assertThat(edge.execution.documentsKept()).isEqualTo(GraphQlExecution.MOST_DOCUMENTS);
    }

    @Test
    void the_root_says_where_to_go_and_the_lost_are_told_what_there_is() {
        assertThat(edge.get("/").body())
                .isEqualTo("{\"message\":\"Movie Ticket Booking Service\",\"graphql_endpoint\":\"/graphql\"}");

        var lost = edge.get("/nowhere");
        assertThat(lost.statusCode()).isEqualTo(404);
        assertThat(lost.body()).isEqualTo("{\"message\":\"Not found\",\"endpoints\":[\"/\",\"/graphql\"]" + TRACED);
    }

    @Test
    void a_route_that_breaks_shows_nothing_of_its_inside() {
        var answer = edge.get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).matches("\\{\"errors\":\\[\\{\"message\":\"Internal error\",\"extensions\":"
                + "\\{\"code\":\"INTERNAL\",\"error_id\":\"[0-9a-f]{16}\"" + Pattern.quote(TRACED) + "}]}");
    }

    @Test
    void what_is_no_http_is_answered_in_the_same_form() {
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: no\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ").endsWith("{\"code\":\"BAD_REQUEST\"}}]}");
    }

    /** As no client library would send it. */
    private static String rawGet(String target) {
        return raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n"
                + "traceparent: " + Edge.TRACEPARENT + "\r\n\r\n");
    }

    private static String raw(String request) {
        try (var socket = new Socket("127.0.0.1", edge.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            for (var in = socket.getInputStream(); answer.indexOf("}]}") < 0; ) {
                answer.append((char) in.read());
            }
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

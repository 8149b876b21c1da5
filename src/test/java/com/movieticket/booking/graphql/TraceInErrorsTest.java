package com.movieticket.booking.graphql;

import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.UnavailableException;
import io.helidon.json.JsonParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static com.movieticket.booking.graphql.Edge.TRACED;
import static com.movieticket.booking.graphql.Edge.TRACE_ID;
import static com.movieticket.booking.graphql.Edge.quoted;
import static org.assertj.core.api.Assertions.assertThat;

/** Every error says which trace it belongs to, and what it says is a trace's id, whatever came. */
class TraceInErrorsTest {
    private static final String PAY = "mutation { process_payment(booking_id: \"b\") { success } }";
    private static final Pattern TRACES = Pattern.compile("\"trace_id\":\"([^\"]*)\"");
    private static final String POST = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = new Edge();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    /** Whatever answers it: the routes, GraphQL, or the web server. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST    | /graphql        | application/json | application/json | {"query":"{ nothing }"}  | 200
            POST    | /graphql        | application/json | application/json | {"query":"{"}            | 200
            POST    | /graphql        | application/json | application/json | {"query":7}              | 400
            POST    | /graphql        | application/json | application/json | {"query":"{a}","variables":{"a":[[[[[[[0]]]]]]]}} | 400
            POST    | /graphql        | application/json | text/csv         | {}                       | 406
            POST    | /graphql        | text/plain       | application/json | {}                       | 415
            GET     | /graphql?query=mutation%7B__typename%7D | text/plain | application/json | ``     | 405
            DELETE  | /graphql        | text/plain       | application/json | ``                       | 405
            PUT     | /               | text/plain       | application/json | ``                       | 405
            GET     | /nowhere        | text/plain       | application/json | ``                       | 404
            GET     | /broken         | text/plain       | application/json | ``                       | 500
            """)
    void every_error_carries_the_trace_that_the_client_has_sent(String method, String path, String type, String accept,
                                                                String body, int status) {
        var answer = edge.send(edge.to(path).header("Content-Type", type).header("Accept", accept)
                .method(method, BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(traces(answer.body())).as(answer.body()).containsExactly(TRACE_ID);
    }

    @Test
    void so_does_a_body_that_is_too_large() {
        assertThat(edge.postBody("x".repeat(262_145)).body()).isEqualTo("{\"errors\":[{"
                + "\"message\":\"The body is larger than 262144 bytes: ask for less at a time\","
                + "\"extensions\":{\"code\":\"LIMIT_EXCEEDED\",\"limit\":\"bodyBytes\",\"allowed\":262144" + TRACED + "}]}");
    }

    @Test
    void of_several_errors_each_one_does_behind_all_else_that_is_said_of_it() {
        edge.useCases.answer(() -> {
            throw new UnavailableException(Dependency.PAYMENT, "refused");
        });

        assertThat(edge.post("mutation { a: process_payment(booking_id: \"b\") { success } "
                + "b: process_payment(booking_id: \"b\") { success } }").body()).contains(
                "\"path\":[\"a\"],\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true" + TRACED,
                "\"path\":[\"b\"],\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true" + TRACED);
    }

    @Test
    void a_refusal_in_the_api_s_own_form_keeps_that_form() {
        edge.useCases.answer(new Outcome.BookingNotFound());

        assertThat(edge.post(PAY).body()).isEqualTo("{\"data\":{\"process_payment\":{\"success\":false}}}");
    }

    @Test
    void who_sends_none_is_told_the_one_that_the_log_has() {
        edge.useCases.answer(() -> {
            throw new IllegalStateException("broken");
        });
        try (var log = new CapturedLog(ClientErrors.class.getName())) {
            var request = edge.untraced("/graphql").header("Content-Type", "application/json");

            String first = edge.send(request.POST(BodyPublishers.ofString("{\"query\":" + quoted(PAY) + "}"))).body();
            String broken = edge.send(edge.untraced("/broken")).body();

            assertThat(traces(first)).hasSize(1).doesNotContainAnyElementsOf(traces(broken));
            assertThat(traces(broken)).hasSize(1);
            assertThat(log.traces()).containsExactly(traces(first).getFirst(), traces(broken).getFirst());
        }
    }

    /** It is read as W3C Trace Context has it, and nothing else of it comes back. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "00-\"}],\"data\":{\"a\":1}}-b7ad6b7169203331-01", "00-<script>alert(1)</script>-01",
            "00-0af7651916cd43dd8448eb211c80319\"-b7ad6b7169203331-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\",\"x\":\"",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Edge.TRACEPARENT + "," + Edge.TRACEPARENT,
            "00-\\\"\\u0022}-01", "00-0af7651916cd43dd8448eb211c80319c\t-b7ad6b7169203331-01"})
    void what_is_no_trace_is_not_repeated(String header) {
        for (String path : new String[] {"/nowhere", "/graphql?query=%7B", "/broken"}) {
            String answer = edge.get(path, "traceparent", header).body();

            assertThat(traces(answer)).as(answer).singleElement().asString()
                    .matches("[0-9a-f]{32}").isNotEqualTo(TRACE_ID).doesNotMatch("0+");
            JsonParser.create(answer).readJsonObject();
        }
    }

    /** Which of them should be believed? */
    @Test
    void two_are_none() {
        String answer = edge.send(edge.to("/nowhere").header("traceparent", Edge.TRACEPARENT.replace('0', '1'))).body();

        assertThat(traces(answer)).singleElement().asString().matches("[0-9a-f]{32}").isNotEqualTo(TRACE_ID)
                .isNotEqualTo(TRACE_ID.replace('0', '1'));
    }

    @Test
    void any_bytes_can_stand_in_the_header_and_no_answer_repeats_them() throws IOException {
        for (int value : IntStream.range(1, 256).filter(value -> value != '\n' && value != '\r').toArray()) {
            String answer = exchange("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\ntraceparent: 00-"
                    + TRACE_ID.substring(1) + (char) value + "-b7ad6b7169203331-01\r\n\r\n");

            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            JsonParser.create(body).readJsonObject();
            assertThat(traces(body)).allMatch(trace -> trace.matches("[0-9a-f]{32}"));
        }
    }

    /** What is refused for its framing never becomes a request, so nothing is made up for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | Content-Length: 2, 2
            417 | Expect: elephants
            415 | Content-Encoding: gzip
            501 | Transfer-Encoding: gzip, chunked
            """)
    void what_is_refused_for_its_head_has_the_trace_that_it_names_and_else_none(int status, String header)
            throws IOException {
        String end = "{\"code\":\"BAD_REQUEST\"";

        assertThat(exchange(POST + "traceparent: " + Edge.TRACEPARENT + "\r\n" + header + "\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status).endsWith(end + TRACED + "}]}");
        assertThat(exchange(POST + "traceparent: 00-<script>-01\r\n" + header + "\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status).endsWith(end + "}}]}");
        assertThat(exchange(POST + header + "\r\n\r\n")).startsWith("HTTP/1.1 " + status).endsWith(end + "}}]}");
    }

    @Test
    void a_body_that_breaks_off_is_an_error_of_its_request() throws IOException {
        assertThat(exchange(POST + "traceparent: " + Edge.TRACEPARENT + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400 ").endsWith("{\"code\":\"BAD_REQUEST\"" + TRACED + "}]}");
    }

    private static List<String> traces(String answer) {
        return TRACES.matcher(answer).results().map(found -> found.group(1)).toList();
    }

    /** What comes back until the connection ends. */
    private static String exchange(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", edge.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

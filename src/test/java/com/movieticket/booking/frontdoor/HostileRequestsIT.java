package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.Neighbourhood;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import static com.movieticket.booking.frontdoor.HostileRequest.row;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent to the service, as a process of its own: it is refused in clear words, costs next to nothing, and the
 * next customer is served. No row may have an answer in the 500s, but for 501 and 505, which mean the client.
 */
class HostileRequestsIT {
    private static final Duration DEAREST = Duration.ofMillis(100);
    private static final int WARM_UP = 3;
    private static final int MEASURED = 3;

    private static final String GOOD = post("{\"query\":\"{ __typename }\"}", "Connection: close");
    private static final String HOST = "Host: localhost\r\n";
    private static final String CLOSE = HOST + "Connection: close\r\n";
    private static final String STRICT = "Accept: application/graphql-response+json\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String POST = "POST /graphql HTTP/1.1\r\n" + HOST + JSON;
    private static final String GET = "GET / HTTP/1.1\r\n" + CLOSE;
    private static final String MUTATION = "mutation { cancel_booking(booking_id: \"b\") { success } }";
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String ID = "query($id: String!) { get_booking(booking_id: $id) { id } }";

    /** The status, then what the body says. Every row with 200 is answered as it deserves, or refused in GraphQL's form. */
    static final List<HostileRequest> REQUESTS = List.of(
            // documents
            row("alias bomb", "400 LIMIT_EXCEEDED", query("{ " + each(1000, i -> "a" + i + ": __typename ") + "}")),
            row("deep nesting", "400 LIMIT_EXCEEDED", query("{ get_booking(booking_id: \"b\") " + "{ id ".repeat(700) + "}".repeat(700) + " }")),
            row("deep nesting that never ends", "400 LIMIT_EXCEEDED", query("{ a".repeat(900))),
            row("circular fragments", "400 GRAPHQL_VALIDATION_FAILED", query("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")),
            row("a fragment of itself", "400 GRAPHQL_VALIDATION_FAILED", query("{ ...A } fragment A on Query { ...A ...A }")),
            row("fragment bomb", "400 LIMIT_EXCEEDED", query("{ ...F0 } " + each(30, i -> "fragment F" + i + " on Query { ...F" + (i + 1) + " ...F" + (i + 1) + " } ") + "fragment F30 on Query { __typename }")),
            row("huge list", "400 LIMIT_EXCEEDED", query("mutation { create_booking(user_id: \"u\", showtime_id: \"s\", seat_numbers: [" + "\\\"A1\\\" ".repeat(10_000) + "]) { success } }")),
            row("list of lists", "400 LIMIT_EXCEEDED", query("{ get_booking(booking_id: " + "[".repeat(900) + "]".repeat(900) + ") { id } }")),
            row("directive overload", "400 LIMIT_EXCEEDED", query("{ __typename " + "@skip(if: false) ".repeat(300) + "}")),
            row("duplicated variables", "400 GRAPHQL_VALIDATION_FAILED", query("query(" + "$a: Int ".repeat(200) + ") { __typename }")),
            row("thousands of variable definitions", "400 LIMIT_EXCEEDED", query("query(" + each(5000, i -> "$v" + i + ": Int ") + ") { __typename }")),
            row("overlapping fields", "400 GRAPHQL_VALIDATION_FAILED", query("{ " + each(15, i -> "get_booking(booking_id: \"" + i + "\") { x: id x: status } ") + "}")),
            row("the same field a thousand times", "400 LIMIT_EXCEEDED", query("{ get_booking(booking_id: \"b\") { " + "id ".repeat(1900) + "} }")),
            row("lists times lists", "400 LIMIT_EXCEEDED", query("{ " + each(20, i -> "a" + i + ": get_user_bookings(user_id: \"u\", limit: 100) { id user_id showtime_id seats total_amount status created_at updated_at lock_id } ") + "}")),
            row("a name of 100,000 characters", "400 LIMIT_EXCEEDED", query("{ " + "a".repeat(100_000) + " }")),
            row("a number of 100,000 digits", "400 LIMIT_EXCEEDED", query("{ get_user_bookings(user_id: \"u\", limit: " + "9".repeat(100_000) + ") { id } }")),
            row("a number beyond all ranges", "400 BAD_USER_INPUT", query("{ get_user_bookings(user_id: \"u\", limit: 1e999999999) { id } }")),
            row("a string of 200,000 characters", "400 LIMIT_EXCEEDED", query("{ get_booking(booking_id: \"" + "a".repeat(200_000) + "\") { id } }")),
            row("a string that never ends", "400 GRAPHQL_PARSE_FAILED", query("{ get_booking(booking_id: \"" + "a".repeat(10_000))),
            row("a block string of 10,000 lines", "400 LIMIT_EXCEEDED", query("{ get_booking(booking_id: \"\"\"" + "\\n".repeat(10_000) + "\"\"\") { id } }")),
            row("comments without end", "400 LIMIT_EXCEEDED", query("#\\n".repeat(60_000) + "{ __typename }")),
            row("white space without end", "400 LIMIT_EXCEEDED", query(" ".repeat(250_000) + "{ __typename }")),
            row("a lone surrogate in a document", "400 GRAPHQL_PARSE_FAILED", query("{ get_booking(booking_id: \"\\\\uD800\") { id } }")),
            row("two operations and no name", "400 OPERATION_RESOLUTION_FAILURE", query("query A { __typename } query B { __typename }")),
            row("a subscription", "400 GRAPHQL_VALIDATION_FAILED", query("subscription { bookings { id } }")),
            row("a subscription with a directive that lacks its argument", "400 GRAPHQL_VALIDATION_FAILED", query("subscription { a @skip }")),
            row("null where a directive needs to know", "400 BAD_USER_INPUT", variables("query($v: Boolean = true) { __typename @skip(if: $v) }", "{\"v\":null}")),
            row("another schema", "400 GRAPHQL_VALIDATION_FAILED", query("type Query { secret: String }")),
            row("introspection in circles", "400 LIMIT_EXCEEDED", query("{ __schema { types { " + "fields { type { ".repeat(12) + "name" + " } }".repeat(12) + " } } }")),
            row("introspection ten times over", "400 GRAPHQL_VALIDATION_FAILED", query("{ " + each(10, i -> "a" + i + ": __schema { types { name fields { name args { name type { name } } } } } ") + "}")),
            row("__proto__ as a field", "400 GRAPHQL_VALIDATION_FAILED", query("{ __proto__ { constructor } }")),
            row("an operator as a literal", "400 GRAPHQL_PARSE_FAILED", query("{ get_booking(booking_id: {$ne: null}) { id } }")),
            row("persistedQuery with the wrong hash", "400 PERSISTED_QUERY", body("{\"query\":\"{ __typename }\",\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + "0".repeat(64) + "\"}}}")),
            row("persistedQuery of a hostile shape", "400 BAD_REQUEST", body("{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + "../".repeat(1000) + "\"}}}")),
            row("a documentId out of the directory", "400 BAD_REQUEST", body("{\"documentId\":\"../../etc/passwd\"}")),

            // values
            row("NUL in an id", "200 BAD_USER_INPUT", variables(ID, "{\"id\":\"a\\u0000b\"}")),
            row("CRLF in an id", "200 BAD_USER_INPUT", variables(ID, "{\"id\":\"a\\r\\nX-Evil: 1\"}")),
            row("path traversal in an id", "200 USER_NOT_FOUND", query("mutation { create_booking(user_id: \"../../health\", showtime_id: \"show456\", seat_numbers: [\"A1\"]) { success } }")),
            row("an encoded slash in an id", "200 USER_NOT_FOUND", query("mutation { create_booking(user_id: \"..%2f..%2fhealth?x=%00#\", showtime_id: \"show456\", seat_numbers: [\"A1\"]) { success } }")),
            row("an id of 100,000 characters", "400 LIMIT_EXCEEDED", variables(ID, "{\"id\":\"" + "a".repeat(100_000) + "\"}")),
            row("$where as an id", "400 BAD_USER_INPUT", variables(ID, "{\"id\":{\"$where\":\"sleep(10000)\"}}")),
            row("$ne as an id", "400 BAD_USER_INPUT", variables(ID, "{\"id\":{\"$ne\":null}}")),
            row("an operator as text finds nothing", "200 \"get_booking\":null", variables(ID, "{\"id\":\"{\\\"$ne\\\":null}\"}")),
            row("__proto__ as an id", "400 BAD_USER_INPUT", variables(ID, "{\"id\":{\"__proto__\":{\"admin\":true}}}")),
            row("__proto__ as a variable that nobody reads", "200 __typename", body("{\"query\":\"{ __typename }\",\"variables\":{\"__proto__\":{\"admin\":true}}}")),
            row("a limit beyond all numbers", "400 BAD_USER_INPUT", variables("query($l: Int) { get_user_bookings(user_id: \"u\", limit: $l) { id } }", "{\"l\":1e999999999}")),
            row("ten thousand seats", "400 LIMIT_EXCEEDED", variables("mutation($s: [String!]!) { create_booking(user_id: \"u\", showtime_id: \"s\", seat_numbers: $s) { success } }", "{\"s\":[" + "\"A1\",".repeat(10_000) + "\"A1\"]}")),
            row("card details that are a bomb", "200 BAD_USER_INPUT", variables("mutation($c: String) { process_payment(booking_id: \"b\", card_details: $c) { success } }", "{\"c\":\"" + "[".repeat(4_000) + "\"}")),

            // JSON
            row("invalid UTF-8", "400 BAD_REQUEST", body("{\"query\":\"{ __typename \u00ff\u00fe}\"}")),
            row("overlong UTF-8", "400 BAD_REQUEST", body("{\"query\":\"{ __typename }\u00c0\u00af\"}")),
            row("surrogates in UTF-8", "400 BAD_REQUEST", body("{\"query\":\"{ __typename }\u00ed\u00a0\u0080\"}")),
            row("a byte order mark", "400 BAD_REQUEST", body("\u00ef\u00bb\u00bf{\"query\":\"{ __typename }\"}")),
            row("UTF-16", "400 BAD_REQUEST", body("\u0000{\u0000\"\u0000q\u0000\"")),
            row("NUL bytes", "400 BAD_REQUEST", body("{\"query\":\"{ \0 }\"}")),
            row("nothing but NUL bytes", "400 BAD_REQUEST", body("\0".repeat(100_000))),
            row("a lone surrogate", "400 BAD_REQUEST", variables(ID, "{\"id\":\"\\ud800\"}")),
            row("JSON depth bomb", "400 LIMIT_EXCEEDED", body("[".repeat(100_000))),
            row("JSON depth bomb of objects", "400 LIMIT_EXCEEDED", body("{\"a\":".repeat(20_000))),
            row("JSON depth bomb in variables", "400 LIMIT_EXCEEDED", variables("{ __typename }", "{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}")),
            row("JSON number of 100,000 digits", "400 BAD_REQUEST", variables("{ __typename }", "{\"a\":" + "1".repeat(100_000) + "}")),
            row("JSON exponent beyond all numbers", "400 BAD_REQUEST", variables("{ __typename }", "{\"a\":1e99999999999}")),
            row("duplicate JSON keys", "400 BAD_REQUEST", body("{\"query\":\"{ __typename }\",\"query\":\"" + MUTATION.replace("\"", "\\\"") + "\"}")),
            row("ten thousand keys of the same hash", "400 LIMIT_EXCEEDED", variables("{ __typename }", "{" + IntStream.range(0, 8192).mapToObj(HostileRequestsIT::colliding).map(k -> "\"" + k + "\":0").collect(Collectors.joining(",")) + "}")),
            row("a batch", "400 BAD_REQUEST", body("[" + "{\"query\":\"{ __typename }\"},".repeat(300) + "{}]")),
            row("no JSON", "400 BAD_REQUEST", body("query=%7B__typename%7D")),
            row("an empty body", "400 BAD_REQUEST", body("")),
            row("null", "400 BAD_REQUEST", body("null")),
            row("text behind the JSON", "400 BAD_REQUEST", body("{\"query\":\"{ __typename }\"}{\"query\":\"x\"}")),

            // media types and methods
            row("a mutation by GET", "405 METHOD_NOT_ALLOWED", "GET /graphql?query=mutation%7B__typename%7D HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("a mutation by HEAD, which is told without a body", "405", "HEAD /graphql?query=mutation%7B__typename%7D HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("a mutation as text/plain", "415 BAD_REQUEST", typed("text/plain")),
            row("a mutation as a form", "415 BAD_REQUEST", typed("application/x-www-form-urlencoded")),
            row("a mutation as an upload", "415 BAD_REQUEST", typed("multipart/form-data; boundary=x")),
            row("a mutation in UTF-7", "415 BAD_REQUEST", typed("application/json; charset=utf-7")),
            row("a media type that is none", "400 BAD_REQUEST", typed("\"/;;;=")),
            new HostileRequest("gzip bomb", "415 BAD_REQUEST", HostileRequestsIT::gzipBomb),
            row("a body in an unknown encoding", "415 BAD_REQUEST", POST + "Content-Encoding: elephant\r\nContent-Length: 2\r\n\r\n{}"),
            row("an unknown method", "405 METHOD_NOT_ALLOWED", "BREW /graphql HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("an unknown method later on", "405 METHOD_NOT_ALLOWED", keepAlive() + "BREW /graphql HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("a method that is none", "400 BAD_REQUEST", "G{T / HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("a method that is none later on", "400 BAD_REQUEST", keepAlive() + "G{T / HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("a method of 5,000 characters", "405", "A".repeat(5_000) + " / HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("TLS where there is none", "400 BAD_REQUEST", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
            row("TRACE", "405", "TRACE / HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("CONNECT", "400 BAD_REQUEST", "CONNECT evil.example:443 HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("PUT at the playground", "405 METHOD_NOT_ALLOWED", "PUT /graphql/ui/playground.js HTTP/1.1\r\n" + CLOSE + "Content-Length: 0\r\n\r\n"),

            // the request's line
            row("HTTP/0.9", "400 BAD_REQUEST", "GET /\r\n\r\n"),
            row("HTTP/1.0", "505 BAD_REQUEST", "GET / HTTP/1.0\r\n\r\n"),
            row("HTTP/9.9", "400 BAD_REQUEST", "GET / HTTP/9.9\r\n" + CLOSE + "\r\n"),
            row("an absolute target, which counts as its path (RFC 9112, 3.2.2)", "200 graphql_endpoint", "GET http://evil.example/ HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("a target that is an authority", "400 BAD_REQUEST", "GET evil.example:80 HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("a target that is an asterisk", "404 Not found", "GET * HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("percent-encoding that is none", "400 BAD_REQUEST", "GET /%zz%1 HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("percent-encoding that is none in a query", "400 GRAPHQL_PARSE_FAILED", "GET /graphql?query=%e0%80 HTTP/1.1\r\n" + CLOSE + STRICT + "\r\n"),
            row("NUL in a path", "404 Not found", "GET /graphql/ui/%00 HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("up the path", "404 Not found", "GET /graphql/ui/../../../../etc/passwd HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("up the path, encoded", "404 Not found", "GET /graphql/ui/..%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("a huge URI", "414 BAD_REQUEST", "GET /" + "a".repeat(1 << 20) + " HTTP/1.1\r\n" + CLOSE + "\r\n"),
            row("thousands of parameters", "400 BAD_REQUEST", "GET /graphql?" + "a&".repeat(3_900) + " HTTP/1.1\r\n" + CLOSE + STRICT + "\r\n"),

            // headers
            row("a flood of headers", "431 BAD_REQUEST", GET + each(2_000, i -> "A" + i + ": b\r\n") + "\r\n"),
            row("one huge header", "431 BAD_REQUEST", GET + "A: " + "b".repeat(1 << 20) + "\r\n\r\n"),
            row("a token of a megabyte", "431 BAD_REQUEST", POST + "Authorization: Bearer " + "a".repeat(1 << 20) + "\r\nContent-Length: 2\r\n\r\n{}"),
            row("CR in a header", "400 BAD_REQUEST", GET + "Idempotency-Key: a\rX-Evil: 1\r\n\r\n"),
            row("LF in a header", "400 BAD_REQUEST", GET + "Idempotency-Key: a\nX-Evil: 1\r\n\r\n"),
            row("an idempotency key of 15,000 characters", "200 BAD_USER_INPUT", "POST /graphql HTTP/1.1\r\n" + CLOSE + JSON + "Idempotency-Key: " + "k".repeat(15_000) + "\r\n" + length("{\"query\":\"mutation { create_booking(user_id: \\\"user123\\\", showtime_id: \\\"show456\\\", seat_numbers: [\\\"A1\\\"]) { success } }\"}")),
            row("an expectation that is nonsense", "417 BAD_REQUEST", POST + "Expect: elephants\r\nContent-Length: 2\r\n\r\n{}"),
            row("no host", "400 BAD_REQUEST", "GET / HTTP/1.1\r\n\r\n"),
            row("two hosts", "400 BAD_REQUEST", GET + "Host: evil.example\r\n\r\n"),
            row("a host with a path", "400 BAD_REQUEST", "GET / HTTP/1.1\r\nHost: evil.example/admin\r\n\r\n"),
            row("a host with a user", "400 BAD_REQUEST", "GET / HTTP/1.1\r\nHost: admin@evil.example\r\n\r\n"),
            row("a port that is none", "400 BAD_REQUEST", "GET / HTTP/1.1\r\nHost: localhost:99x\r\n\r\n"),
            row("a flood of X-Forwarded-For", "431 BAD_REQUEST", GET + "X-Forwarded-For: 198.51.100.1\r\n".repeat(500) + "\r\n"),
            row("one long X-Forwarded-For, believed by nobody", "200 __typename", "POST /graphql HTTP/1.1\r\n" + CLOSE + JSON + "X-Forwarded-For: " + "198.51.100.1, ".repeat(1_000) + "x\r\n" + length("{\"query\":\"{ __typename }\"}")),
            row("a flood of Accept", "431 BAD_REQUEST", GET + "Accept: text/html\r\n".repeat(500) + "\r\n"),
            row("one long Accept of what nobody has", "406 BAD_REQUEST", "POST /graphql HTTP/1.1\r\n" + CLOSE + JSON + "Accept: " + "a/b;q=0.1,".repeat(1_500) + "a/b\r\n" + length("{\"query\":\"{ __typename }\"}")),
            row("an Accept that is none", "400 BAD_REQUEST", "POST /graphql HTTP/1.1\r\n" + CLOSE + JSON + "Accept: ;;;,,,///\r\n" + length("{\"query\":\"{ __typename }\"}")),
            row("a thousand ranges, which are ignored", "200 graphql_endpoint", GET + "Range: bytes=" + "0-1,".repeat(1_000) + "0-1\r\n\r\n"),
            row("a thousand conditions, none of which holds", "200 ", "GET /graphql/ui/playground.js HTTP/1.1\r\n" + CLOSE + "If-None-Match: " + "\"a\",".repeat(3_000) + "\"b\"\r\n\r\n"),
            row("a thousand encodings, none of which we have", "200 ", "GET /graphql/ui/playground.js HTTP/1.1\r\n" + CLOSE + "Accept-Encoding: " + "zip;q=0.5,".repeat(1_000) + "zip\r\n\r\n"),

            // where a request ends
            new HostileRequest("100 MB, announced", "413 ", out -> megabytes(out, POST + "Content-Length: 104857600\r\n\r\n", "")),
            new HostileRequest("100 MB in chunks", "413 ", out -> megabytes(out, POST + "Transfer-Encoding: chunked\r\n\r\n", "10000\r\n")),
            row("a chunk of 2 GB", "413 BAD_REQUEST", POST + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n{}"),
            new HostileRequest("a chunk's size that never ends", "400 BAD_REQUEST", out -> megabytes(out, POST + "Transfer-Encoding: chunked\r\n\r\n0", "")),
            row("a body that breaks off", "closed", POST + "Content-Length: 100\r\n\r\n{"),
            row("a chunk that breaks off", "closed", POST + "Transfer-Encoding: chunked\r\n\r\n64\r\n{"),
            row("chunks without an end", "closed", POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
            row("a chunk longer than it says", "400 BAD_REQUEST", POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n" + GOOD),
            row("a body longer than it says", "400 BAD_REQUEST", POST + "Content-Length: 2\r\n\r\n{}{}" + GOOD),
            row("a negative length", "400 BAD_REQUEST", POST + "Content-Length: -1\r\n\r\n{}"),
            row("two lengths", "400 BAD_REQUEST", POST + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + GOOD),
            row("CL.TE smuggling", "400 BAD_REQUEST", POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GOOD),
            row("TE.TE smuggling", "400 BAD_REQUEST", POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + GOOD),
            row("TE smuggling by another name", "501 BAD_REQUEST", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + GOOD),
            row("TE smuggling by a space", "400 BAD_REQUEST", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + GOOD),

            // other protocols
            row("an upgrade to nonsense, which is ignored", "200 graphql_endpoint", GET + "Upgrade: elephants/9\r\n\r\n"),
            row("an upgrade to WebSocket, which is ignored", "200 graphql_endpoint", GET + "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n"),
            row("an upgrade to HTTP/2 with nonsense, which is ignored", "200 graphql_endpoint", GET + "Upgrade: h2c\r\nHTTP2-Settings: %%%\r\n\r\n"),
            row("HTTP/2, then garbage", "HTTP/2", PREFACE + "GARBAGE".repeat(100)),
            row("HTTP/2, then a frame of 16 MB", "HTTP/2", PREFACE + "\0\0\0\u0004\0\0\0\0\0" + "\u00ff\u00ff\u00ff\u0001\u0004\0\0\0\u0001" + "a".repeat(100_000)),
            row("HTTP/2's preface, broken", "400 BAD_REQUEST", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"));

    private static final byte[] BOMB = bomb();
    private static final List<Cost> COSTS = new ArrayList<>();
    private static Neighbourhood neighbourhood;
    private static Program program;
    private static int port;

    /** What a request cost the service, in milliseconds of its processor's time. */
    private record Cost(HostileRequest request, long millis) {
    }

    @BeforeAll
    static void start() throws IOException {
        neighbourhood = Neighbourhood.start();
        var environment = new HashMap<>(neighbourhood.environment());
        environment.putAll(Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text"));
        program = Program.start(environment);
        port = program.port();
        for (int round = 0; round < WARM_UP; round++) {
            for (HostileRequest request : REQUESTS) {
                request.answerAt(port);
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        System.out.println("HostileRequestsIT: the dearest five of " + COSTS.size() + ":");
        COSTS.stream().sorted(Comparator.comparing(Cost::millis).reversed()).limit(5)
                .forEach(cost -> System.out.printf("%,6d ms of CPU  %s%n", cost.millis(), cost.request()));
        assertThat(program.output()).as("what the service has logged").doesNotContain("Internal", "ERROR", "\tat ");
        program.close();
        neighbourhood.close();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("REQUESTS")
    void is_refused_costs_little_and_the_next_customer_is_served(HostileRequest request) throws IOException {
        var costs = new ArrayList<Long>();
        String answer = "";
        for (int i = 0; i < MEASURED; i++) {
            long before = processorMillis();
            answer = request.answerAt(port);
            costs.add(processorMillis() - before);
        }
        long cost = costs.stream().sorted().toList().get(MEASURED / 2);
        COSTS.add(new Cost(request, cost));
        System.out.printf("%-60s %-8s %4d ms of CPU%n", request, HostileRequest.outcome(last(answer)), cost);

        assertThat(answer).as(request.name()).satisfies(it -> assertMeets(it, request.expected()));
        assertThat(answer).doesNotContainIgnoringCase("exception", "helidon", "graphql.", "\tat ", "java.");
        assertThat(cost).as("milliseconds of CPU for " + request).isLessThanOrEqualTo(DEAREST.toMillis());
        assertThat(row("a customer", "200", GOOD).answerAt(port)).startsWith("HTTP/1.1 200 ").contains("__typename");
    }

    private static void assertMeets(String answers, String expected) {
        String answer = last(answers);
        String[] words = expected.split(" ", 2);
        assertThat(HostileRequest.outcome(answer)).as(answer).matches(words[0]);
        assertThat(answer).contains(words.length == 1 ? "" : words[1]);
    }

    /** The last answer on the connection counts: those before it are to requests that were all right. */
    private static String last(String answers) {
        return answers.substring(Math.max(0, answers.lastIndexOf("HTTP/1.1 ")));
    }

    private static long processorMillis() {
        return ProcessHandle.of(program.pid()).orElseThrow().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static String query(String document) {
        return body("{\"query\":\"" + quoted(document) + "\"}");
    }

    /** Quotes that aren't escaped yet. */
    private static String quoted(String document) {
        return document.replaceAll("(?<!\\\\)\"", "\\\\\"");
    }

    private static String variables(String document, String variables) {
        return body("{\"query\":\"" + quoted(document) + "\",\"variables\":" + variables + "}");
    }

    private static String body(String content) {
        return post(content, "Connection: close");
    }

    private static String post(String content, String header) {
        return "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/graphql-response+json\r\n" + header + "\r\n" + length(content);
    }

    private static String length(String content) {
        return "Content-Length: " + content.length() + "\r\n\r\n" + content;
    }

    private static String typed(String type) {
        return "POST /graphql HTTP/1.1\r\n" + CLOSE + "Content-Type: " + type + "\r\n"
                + length("{\"query\":\"" + quoted(MUTATION) + "\"}");
    }

    private static String keepAlive() {
        return "GET / HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static String each(int count, IntFunction<String> piece) {
        return IntStream.range(0, count).mapToObj(piece).collect(Collectors.joining());
    }

    /** Of 13 pieces each of which has the same hash. */
    private static String colliding(int number) {
        return IntStream.range(0, 13).mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB").collect(Collectors.joining());
    }

    private static void megabytes(OutputStream out, String head, String beforeEach) throws IOException {
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        byte[] piece = (beforeEach + "0".repeat(1 << 16) + (beforeEach.isEmpty() ? "" : "\r\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 1600; i++) {
            out.write(piece);
        }
    }

    /** A hundred megabytes of spaces. */
    private static void gzipBomb(OutputStream out) throws IOException {
        out.write((POST + "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: " + BOMB.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(BOMB);
    }

    private static byte[] bomb() {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 100; i++) {
                gzip.write(" ".repeat(1 << 20).getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

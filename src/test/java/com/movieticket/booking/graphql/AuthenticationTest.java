package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.security.Authentication;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.Sample;
import com.movieticket.booking.testing.Tokens;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static com.movieticket.booking.graphql.Edge.TRACED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** With a token everybody gets at what is theirs, and nobody at what isn't; without one, at nothing. */
class AuthenticationTest {
    private static final String OWNER = Sample.USER.value();
    private static final String STRANGER = "mallory";
    private static final Tokens TOKENS = new Tokens(Sample.T0);

    private final GuardedEdge edge = new GuardedEdge(
            GuardedEdge.secret(Tokens.SECRET, Optional.of(Tokens.ISSUER), Optional.of(Tokens.AUDIENCE)));
    private BookingId id = Sample.ID;

    @BeforeEach
    void a_booking_waits_for_payment() {
        id = edge.bookingOf(Sample.USER);
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private Map<String, String> documents() {
        return Map.of(
                "get_booking", "{ get_booking(booking_id: \"" + id + "\") { user_id } }",
                "get_user_bookings", "{ get_user_bookings(user_id: \"" + OWNER + "\") { user_id } }",
                "create_booking", "mutation { create_booking(user_id: \"" + OWNER + "\", showtime_id: \""
                        + Sample.SHOWTIME + "\", seat_numbers: [\"B1\"]) { success } }",
                "process_payment", "mutation { process_payment(booking_id: \"" + id + "\") { success } }",
                "cancel_booking", "mutation { cancel_booking(booking_id: \"" + id + "\") { success } }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_booking", "get_user_bookings", "create_booking", "process_payment", "cancel_booking"})
    void the_owner_may_do_everything(String field) {
        assertThat(edge.answer(documents().get(field), TOKENS.of(OWNER))).doesNotContain("errors")
                .containsAnyOf("\"success\":true", "\"user_id\":\"" + OWNER + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_booking", "create_booking", "process_payment", "cancel_booking"})
    void somebody_elses_booking_is_not_to_be_touched(String field) {
        var answer = edge.ask(documents().get(field), "Bearer " + TOKENS.of(STRANGER));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"errors\":\\[\\{\"message\":\"Not allowed\",\"locations\":\\[\\{.*}],"
                + "\"path\":\\[\"" + field + "\"],\"extensions\":\\{\"code\":\"FORBIDDEN\""
                + Pattern.quote(TRACED) + "}],"
                + "\"data\":\\{\"" + field + "\":null}}");
        assertNothingHasHappened();
    }

    @Test
    void somebody_elses_bookings_are_not_listed() {
        assertThat(edge.answer(documents().get("get_user_bookings"), TOKENS.of(STRANGER)))
                .isEqualTo("{\"errors\":[{\"message\":\"Not allowed\",\"locations\":[{\"line\":1,\"column\":3}],"
                        + "\"path\":[\"get_user_bookings\"],\"extensions\":{\"code\":\"FORBIDDEN\""
                        + TRACED + "}],\"data\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_booking", "get_user_bookings", "create_booking", "process_payment", "cancel_booking"})
    void an_operator_may_do_everything_for_everybody(String field) {
        assertThat(edge.answer(documents().get(field), TOKENS.of("op", c -> c.claim("scope", "bookings:any"))))
                .doesNotContain("errors").containsAnyOf("\"success\":true", "\"user_id\":\"" + OWNER + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "scopes", "scp"})
    void scopes_are_a_text_or_an_array_under_any_of_their_names(String claim) {
        for (Object scopes : List.of("email bookings:any", List.of("email", "bookings:any"))) {
            assertThat(edge.answer(documents().get("get_booking"), TOKENS.of("op", c -> c.claim(claim, scopes))))
                    .doesNotContain("errors");
        }
        for (Object scopes : List.of(7, Map.of("bookings:any", true), List.of(List.of("bookings:any")))) {
            assertThat(edge.answer(documents().get("get_booking"), TOKENS.of("op", c -> c.claim(claim, scopes))))
                    .contains("FORBIDDEN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookings:anything", "bookings", "xbookings:any", "bookings:any,email"})
    void other_scopes_make_no_operator(String scope) {
        assertThat(edge.answer(documents().get("get_booking"), TOKENS.of("op", c -> c.claim("scope", scope))))
                .contains("FORBIDDEN");
    }

    static Stream<Arguments> worthless() {
        return Stream.of(
                arguments("no token", ""),
                arguments("another scheme", "Basic " + TOKENS.of(OWNER)),
                arguments("only the scheme", "Bearer "),
                arguments("only the scheme, not even a space", "Bearer"),
                arguments("no scheme", TOKENS.of(OWNER)),
                arguments("nonsense", "Bearer nonsense"),
                arguments("two parts", "Bearer a.b"),
                arguments("five parts", "Bearer a.b.c.d.e"),
                arguments("two tokens", "Bearer " + TOKENS.of(OWNER) + " " + TOKENS.of(OWNER)),
                arguments("truncated", "Bearer " + TOKENS.of(OWNER).replaceAll(".$", "")),
                arguments("without signature", "Bearer " + TOKENS.of(OWNER).replaceAll("[^.]*$", "")),
                arguments("alg none", "Bearer " + new PlainJWT(claims().build()).serialize()),
                arguments("alg none, signed all the same", "Bearer " + reheaded("{\"alg\":\"none\"}")),
                arguments("alg None", "Bearer " + reheaded("{\"alg\":\"None\"}")),
                arguments("no alg", "Bearer " + reheaded("{}")),
                arguments("HS512 with the right secret", "Bearer " + TOKENS.of(OWNER,
                        new JWSHeader(JWSAlgorithm.HS512), Tokens.SECRET.getBytes(StandardCharsets.UTF_8))),
                arguments("unknown key", "Bearer " + TOKENS.of(OWNER, new JWSHeader(JWSAlgorithm.HS256), new byte[32])),
                arguments("key from the header", "Bearer " + TOKENS.of(OWNER,
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("../../dev/null").build(), new byte[32])),
                arguments("a critical extension", "Bearer " + TOKENS.of(OWNER,
                        new JWSHeader.Builder(JWSAlgorithm.HS256).criticalParams(Set.of("x"))
                                .customParam("x", 1).build(), Tokens.SECRET.getBytes(StandardCharsets.UTF_8))),
                arguments("another purpose", "Bearer " + TOKENS.of(OWNER,
                        new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("logout+jwt")).build(),
                        Tokens.SECRET.getBytes(StandardCharsets.UTF_8))),
                arguments("a critical extension that is known elsewhere", "Bearer " + reheaded(
                        "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}")),
                arguments("a header of arrays in arrays", "Bearer " + reheaded(
                        "{\"alg\":\"HS256\",\"x\":" + "[".repeat(2900) + "]".repeat(2900) + "}")),
                arguments("a header with a number beyond all numbers", "Bearer " + reheaded(
                        "{\"alg\":\"HS256\",\"x\":1e999999999}")),
                arguments("a header that is no object", "Bearer " + reheaded("[]")),
                arguments("a header with its algorithm twice", "Bearer " + reheaded(
                        "{\"alg\":\"none\",\"alg\":\"HS256\"}")),
                arguments("a key that is a path", "Bearer " + reheaded(
                        "{\"alg\":\"HS256\",\"kid\":\"../../../../dev/null\"}")),
                arguments("a key that is a query", "Bearer " + reheaded(
                        "{\"alg\":\"HS256\",\"kid\":\"x' UNION SELECT 'secret\"}")),
                arguments("an empty signature of the right length", "Bearer "
                        + TOKENS.of(OWNER).replaceAll("[^.]*$", "A".repeat(43))),
                arguments("other claims under the signature", "Bearer " + repayloaded()),
                spoilt("expired", c -> c.expirationTime(TOKENS.after(Duration.ofSeconds(-30)))),
                spoilt("for ever", c -> c.expirationTime(null)),
                spoilt("expiry is no number", c -> c.claim("exp", "tomorrow")),
                spoilt("not yet valid", c -> c.notBeforeTime(TOKENS.after(Duration.ofSeconds(31)))),
                spoilt("wrong issuer", c -> c.issuer("somebody")),
                spoilt("no issuer", c -> c.issuer(null)),
                spoilt("wrong audience", c -> c.audience("cinema-service")),
                spoilt("no audience", c -> c.audience((String) null)),
                spoilt("nobody", c -> c.claim("user_id", null).subject(null)),
                spoilt("a blank user", c -> c.claim("user_id", " ")),
                spoilt("a user that is no text", c -> c.claim("user_id", List.of(OWNER))),
                spoilt("an overlong user", c -> c.claim("user_id", "u".repeat(129))),
                spoilt("a token of more than 8 KB", c -> c.claim("padding", "p".repeat(6200))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("worthless")
    void a_worthless_token_opens_nothing(String what, String authorization) {
        documents().forEach((field, document) -> {
            var answer = edge.ask(document, authorization);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).as(what + ": " + field)
                    .startsWith("{\"errors\":[{\"message\":\"Authentication required\",\"locations\":")
                    .contains("\"path\":[\"" + field + "\"],\"extensions\":{\"code\":\"UNAUTHENTICATED\""
                            + TRACED + "}]")
                    .endsWith(field.equals("get_user_bookings") ? "\"data\":null}" : "\"data\":{\"" + field + "\":null}}");
        });
        assertNothingHasHappened();
    }

    @ParameterizedTest
    @ValueSource(longs = {-29, 3600})
    void clocks_may_differ_a_little(long expiry) {
        String token = TOKENS.of(OWNER, c -> c.expirationTime(TOKENS.after(Duration.ofSeconds(expiry)))
                .notBeforeTime(TOKENS.after(Duration.ofSeconds(30))));

        assertThat(edge.answer(documents().get("get_booking"), token)).doesNotContain("errors");
    }

    @Test
    void a_token_ends_while_the_service_runs() {
        String token = TOKENS.of(OWNER);
        edge.clock.advance(Duration.ofHours(1).plusSeconds(29));
        assertThat(edge.answer(documents().get("get_booking"), token)).doesNotContain("errors");
        edge.clock.advance(Duration.ofSeconds(1));
        assertThat(edge.answer(documents().get("get_booking"), token)).contains("UNAUTHENTICATED");
    }

    @Test
    void the_user_is_the_subject_where_no_claim_says_otherwise() {
        assertThat(edge.answer(documents().get("get_booking"), TOKENS.of(OWNER, c -> c.claim("user_id", null))))
                .doesNotContain("errors");
        assertThat(edge.answer(documents().get("get_booking"), TOKENS.of(STRANGER, c -> c.subject(OWNER))))
                .contains("FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer ", "BEARER ", "bEARER   "})
    void the_scheme_is_written_in_any_case(String scheme) {
        assertThat(edge.ask(documents().get("get_booking"), scheme + TOKENS.of(OWNER)).body())
                .doesNotContain("errors");
    }

    @Test
    void of_two_tokens_none_is_believed() {
        String document = "{\"query\":" + Edge.quoted(documents().get("get_booking")) + "}";
        for (String other : List.of(TOKENS.of(OWNER), TOKENS.of(STRANGER), "nonsense")) {
            for (var both : List.of(List.of(TOKENS.of(OWNER), other), List.of(other, TOKENS.of(OWNER)))) {
                assertThat(edge.edge().postBody(document, "Authorization", "Bearer " + both.getFirst(),
                        "Authorization", "Bearer " + both.getLast()).body()).contains("UNAUTHENTICATED");
            }
        }
    }

    @Test
    void a_token_of_nearly_8_KB_is_read() {
        String token = TOKENS.of(OWNER, c -> c.claim("padding", "p".repeat(5800)));
        assertThat(token).hasSizeBetween(8000, 8192);
        assertThat(edge.answer(documents().get("get_booking"), token)).doesNotContain("errors");
    }

    @Test
    void a_token_of_a_megabyte_does_not_even_come_to_its_end() throws IOException {
        assertThat(megabyte()).satisfiesAnyOf(
                status -> assertThat(status).startsWith("HTTP/1.1 4"),
                status -> assertThat(status).as("the connection was closed").isEmpty());
        assertNothingHasHappened();
        assertThat(edge.answer(documents().get("get_booking"), TOKENS.of(OWNER))).doesNotContain("errors");
    }

    @Test
    void a_booking_that_is_not_there_is_asked_for_by_somebody_or_nobody_too() {
        String document = "{ get_booking(booking_id: \"nothing\") { id } }";
        assertThat(edge.answer(document, TOKENS.of(OWNER))).isEqualTo("{\"data\":{\"get_booking\":null}}");
        assertThat(edge.answer(document, "x")).contains("UNAUTHENTICATED");
    }

    @Test
    void what_is_no_secret_stays_open() {
        assertThat(edge.ask("{ __schema { types { name } } }", "").body()).contains("BookingType");
        assertThat(edge.ask("{ __typename }", "").body()).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
        assertThat(edge.edge().get("/graphql", "Accept", "text/html").statusCode()).isEqualTo(200);
        assertThat(edge.edge().get("/graphql/schema.graphql").statusCode()).isEqualTo(200);
    }

    @Test
    void one_field_that_is_not_allowed_leaves_the_others_their_answers() {
        assertThat(edge.answer("{ a: get_booking(booking_id: \"" + id + "\") { id } __typename }",
                TOKENS.of(STRANGER))).contains("\"path\":[\"a\"]").endsWith("\"data\":{\"a\":null,\"__typename\":\"Query\"}}");
    }

    @Test
    void not_to_ask_anybody_is_worth_one_warning_at_start() {
        try (var log = new CapturedLog("com.movieticket");
             var asking = Authentication.of(GuardedEdge.secret(Tokens.SECRET, Optional.empty(), Optional.empty()),
                     edge.clock)) {
            assertThat(asking).isNotNull();
            assertThat(log.all()).isEmpty();
        }
        try (var log = new CapturedLog("com.movieticket"); var open = new Edge()) {
            assertThat(open.post("{ get_booking(booking_id: \"b\") { id } }").body()).doesNotContain("errors");
            assertThat(log.all().lines()).singleElement().asString()
                    .contains("JWT_SECRET", "JWT_JWKS_URL", "anybody can book, pay and cancel for anybody");
        }
    }

    @Test
    void no_token_gets_into_the_log() {
        String good = TOKENS.of(OWNER);
        String bad = TOKENS.of(OWNER, new JWSHeader(JWSAlgorithm.HS256), new byte[32]);
        String malformed = "bm90.anNvbg.c2ln";
        try (var log = new CapturedLog("com.movieticket")) {
            Stream.of(good, bad, malformed).forEach(token -> edge.answer(documents().get("get_booking"), token));
            assertThat(log.all()).contains("signature", "form")
                    .doesNotContain(malformed, good.substring(good.lastIndexOf('.')), bad.substring(bad.lastIndexOf('.')));
        }
    }

    private void assertNothingHasHappened() {
        assertThat(edge.service.bookings.all()).singleElement()
                .satisfies(booking -> assertThat(booking.status()).isEqualTo(BookingStatus.PENDING_PAYMENT));
        assertThat(edge.service.neighbours.chargesStanding()).isZero();
        assertThat(edge.service.neighbours.holder("B1")).isEmpty();
    }

    /** The status line, or nothing when the connection was closed without one. */
    private String megabyte() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.edge().port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write("POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ".getBytes(StandardCharsets.US_ASCII));
            var answer = new ByteArrayOutputStream();
            try {
                out.write("A".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
                out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                answer.write(socket.getInputStream().readNBytes(12));
            } catch (IOException _) {
                // The server closed while we were still sending, and its answer may be lost with it.
            }
            return answer.toString(StandardCharsets.US_ASCII);
        }
    }

    private static Arguments spoilt(String what, UnaryOperator<JWTClaimsSet.Builder> claims) {
        return arguments(what, "Bearer " + TOKENS.of(OWNER, claims));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().claim("user_id", OWNER).subject(OWNER).issuer(Tokens.ISSUER)
                .audience(Tokens.AUDIENCE).expirationTime(TOKENS.after(Duration.ofHours(1)));
    }

    /** A good token's claims and signature under another header. */
    private static String reheaded(String header) {
        return base64(header) + TOKENS.of(OWNER).replaceFirst("^[^.]*", "");
    }

    /** A stranger's good token, its claims replaced by the owner's. */
    private static String repayloaded() {
        String[] stranger = TOKENS.of(STRANGER).split("\\.");
        return stranger[0] + "." + TOKENS.of(OWNER).split("\\.")[1] + "." + stranger[2];
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

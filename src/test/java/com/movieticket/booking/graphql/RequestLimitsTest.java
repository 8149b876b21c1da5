package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings;
import graphql.introspection.IntrospectionQuery;
import graphql.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.EnumMap;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static com.movieticket.booking.graphql.Edge.quoted;
import static com.movieticket.booking.settings.Limit.ALIASES;
import static com.movieticket.booking.settings.Limit.COST;
import static com.movieticket.booking.settings.Limit.DEPTH;
import static com.movieticket.booking.settings.Limit.DIRECTIVES;
import static com.movieticket.booking.settings.Limit.DIRECTIVES_AT_ONE_PLACE;
import static com.movieticket.booking.settings.Limit.FRAGMENTS;
import static com.movieticket.booking.settings.Limit.INTROSPECTION_DEPTH;
import static com.movieticket.booking.settings.Limit.NAME_CHARACTERS;
import static com.movieticket.booking.settings.Limit.NUMBER_CHARACTERS;
import static com.movieticket.booking.settings.Limit.ROOT_FIELDS;
import static com.movieticket.booking.settings.Limit.SELECTIONS;
import static com.movieticket.booking.settings.Limit.STRING_CHARACTERS;
import static com.movieticket.booking.settings.Limit.STRING_LINES;
import static com.movieticket.booking.settings.Limit.TOKENS;
import static com.movieticket.booking.settings.Limit.VARIABLE_CHARACTERS;
import static com.movieticket.booking.settings.Limit.VARIABLE_DEPTH;
import static com.movieticket.booking.settings.Limit.VARIABLE_VALUES;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests that ask for too much are turned away before anything is run, and told which limit they are beyond. */
class RequestLimitsTest {
    private static final String B = "booking_id: \"b\"";
    private static final String BOOKINGS = "get_user_bookings(user_id: \"u\"";

    /** A hostile request. */
    record Bomb(String name, Limit limit, String document, String variables) {
        @Override
        public String toString() {
            return name;
        }

        String body() {
            return "{\"query\":" + quoted(document) + ",\"variables\":" + variables + "}";
        }
    }

    static final List<Bomb> BOMBS = List.of(
            bomb("fields without end", TOKENS, "{ " + "a ".repeat(2_000) + "}"),
            bomb("comments without end", TOKENS, "#\n".repeat(2_001) + "{ __typename }"),
            bomb("blanks without end", TOKENS, " ".repeat(200_000) + "{ __typename }"),
            bomb("commas without end", TOKENS, ",".repeat(200_000) + "{ __typename }"),
            bomb("a list of thousands", TOKENS, "{ get_booking(booking_id: [" + "a ".repeat(2_000) + "]) { id } }"),
            bomb("thousands of variables", TOKENS, "query(" + each(1_000, i -> "$v" + i + ":Int ") + ") { __typename }"),
            bomb("thousands of arguments", TOKENS, "{ get_booking(" + each(1_000, i -> "a" + i + ":1 ") + ") { id } }"),
            bomb("thousands of operations", TOKENS, each(500, i -> "query Q" + i + " { __typename } ")),
            bomb("a long name", NAME_CHARACTERS, "{ " + "a".repeat(129) + ": __typename }"),
            bomb("a name of 200,000 characters", NAME_CHARACTERS, "{ " + "a".repeat(200_000) + " }"),
            bomb("a whole number of 200,000 digits", NUMBER_CHARACTERS,
                    "{ " + BOOKINGS + ", limit: " + "9".repeat(200_000) + ") { id } }"),
            bomb("a fraction of 200,000 digits", NUMBER_CHARACTERS,
                    "{ " + BOOKINGS + ", limit: 0." + "9".repeat(200_000) + ") { id } }"),
            bomb("an astronomical number", NUMBER_CHARACTERS, "{ " + BOOKINGS + ", limit: -1e" + "9".repeat(1_000) + ") { id } }"),
            bomb("many numbers", NUMBER_CHARACTERS, "{ get_booking(booking_id: [" + ("9".repeat(40) + " ").repeat(26) + "]) { id } }"),
            bomb("a number after all that is no number", NUMBER_CHARACTERS, "# 1\n\"1\\\"1\" \"\"\"1\\\"\"\"\n1\"\"\" a1 " + "1".repeat(1_001)),
            bomb("a number after a comment that ends with a line separator", NUMBER_CHARACTERS,
                    "# \u2028" + "1".repeat(1_001)),
            bomb("a long string", STRING_CHARACTERS, "{ get_booking(booking_id: \"" + "a".repeat(16_383) + "\") { id } }"),
            bomb("escapes without end", STRING_CHARACTERS,
                    "{ get_booking(booking_id: \"" + "\\u0041".repeat(30_000) + "\") { id } }"),
            bomb("lines without end", STRING_LINES,
                    "{ get_booking(booking_id: \"\"\"" + "\n".repeat(8_000) + "x\"\"\") { id } }"),
            bomb("fields within fields", DEPTH, "{ " + "a { ".repeat(11) + "a" + " }".repeat(12)),
            bomb("fields within fields, as deep as it goes", DEPTH, "{ " + "a { ".repeat(600) + "a" + " }".repeat(601)),
            bomb("fragments within fragments", DEPTH, "{ " + "... { ".repeat(300) + "a" + " }".repeat(301)),
            bomb("lists within lists", DEPTH, "{ get_booking(booking_id: " + "[".repeat(1_500) + "]".repeat(400) + ") { id } }"),
            bomb("objects within objects", DEPTH, "{ get_booking(booking_id: " + "{a:".repeat(600) + "1" + "}".repeat(600) + ") { id } }"),
            bomb("types within types", DEPTH, "query($v: " + "[".repeat(900) + "Int" + "]".repeat(900) + ") { __typename }"),
            bomb("depth by way of fragments", DEPTH, "{ a { ...F0 } } " + each(10,
                    i -> "fragment F" + i + " on BookingType { a { ...F" + (i + 1) + " } } ") + "fragment F10 on BookingType { id }"),
            bomb("the schema in circles", INTROSPECTION_DEPTH,
                    "{ __schema { types { " + "fields { type { ".repeat(10) + "name" + " } }".repeat(10) + " } } }"),
            bomb("the schema in circles, by way of fragments", INTROSPECTION_DEPTH, "{ __type(name: \"Query\") { ...F0 } } "
                    + each(7, i -> "fragment F" + i + " on __Type { fields { type { ofType { ...F" + (i + 1) + " } } } } ")
                    + "fragment F7 on __Type { name }"),
            bomb("an expansion of a million", SELECTIONS, "{ get_booking(" + B + ") { ...F0 } } " + each(20,
                    i -> "fragment F" + i + " on BookingType { ...F" + (i + 1) + " ...F" + (i + 1) + " } ")
                    + "fragment F20 on BookingType { id }"),
            bomb("an expansion beyond all numbers", SELECTIONS, "{ get_booking(" + B + ") { ...F0 } } " + each(45,
                    i -> "fragment F" + i + " on BookingType { " + ("...F" + (i + 1) + " ").repeat(8) + "} ")
                    + "fragment F45 on BookingType { id }"),
            bomb("an expansion in several operations", SELECTIONS, each(20, i -> "query Q" + i + " { get_booking(" + B + ") { ...F } } ")
                    + "fragment F on BookingType { " + "id ".repeat(60) + "}"),
            bomb("an expansion that nobody uses", SELECTIONS, "{ __typename } " + each(20,
                    i -> "fragment F" + i + " on BookingType { ...F" + (i + 1) + " ...F" + (i + 1) + " } ")
                    + "fragment F20 on BookingType { id }"),
            bomb("a second fragment of the same name", SELECTIONS, "{ get_booking(" + B + ") { ...F0 } } fragment F0 on BookingType { id } "
                    + each(20, i -> "fragment F" + i + " on BookingType { ...F" + (i + 1) + " ...F" + (i + 1) + " } ")
                    + "fragment F20 on BookingType { id }"),
            bomb("the same field again and again", SELECTIONS, "{ get_booking(" + B + ") { " + "id ".repeat(1_001) + "} }"),
            bomb("the same fields, always within the same", SELECTIONS,
                    "{ " + ("get_booking(" + B + ") { " + "id status ".repeat(60) + "} ").repeat(9) + "}"),
            bomb("fields at the root", ROOT_FIELDS, "{ " + ("get_booking(" + B + ") { id } ").repeat(21) + "}"),
            bomb("fields at the root, by way of fragments", ROOT_FIELDS, "{ ...F ...F ...F } fragment F on Query { "
                    + ("get_booking(" + B + ") { id } ").repeat(7) + "}"),
            bomb("a flood of __typename", ROOT_FIELDS, "{ " + "__typename ".repeat(1_500) + "}"),
            bomb("mutations in a row", ROOT_FIELDS, "mutation { " + ("cancel_booking(" + B + ") { success } ").repeat(21) + "}"),
            bomb("the same under many names", ALIASES, "{ get_booking(" + B + ") { " + each(31, i -> "a" + i + ": id ") + "} }"),
            bomb("the same under many names, by way of fragments", ALIASES, "{ get_booking(" + B + ") { " + "...F ".repeat(4)
                    + "} } fragment F on BookingType { " + each(8, i -> "a" + i + ": id ") + "}"),
            bomb("directives at one field", DIRECTIVES_AT_ONE_PLACE, "{ __typename " + "@skip(if: false) ".repeat(5) + "}"),
            bomb("unknown directives at one field", DIRECTIVES_AT_ONE_PLACE, "{ __typename " + "@a ".repeat(900) + "}"),
            bomb("directives at the operation", DIRECTIVES_AT_ONE_PLACE, "query " + "@a ".repeat(5) + "{ __typename }"),
            bomb("directives at a variable", DIRECTIVES_AT_ONE_PLACE, "query($v: Int " + "@a ".repeat(5) + ") { __typename }"),
            bomb("directives at a fragment", DIRECTIVES_AT_ONE_PLACE, "{ ...F } fragment F on Query " + "@a ".repeat(5) + "{ __typename }"),
            bomb("directives at many fields", DIRECTIVES, "{ get_booking(" + B + ") { " + "id @skip(if: false) ".repeat(51) + "} }"),
            bomb("directives by way of fragments", DIRECTIVES, "{ get_booking(" + B + ") { " + "...F ".repeat(18)
                    + "} } fragment F on BookingType { id @a @b @c }"),
            bomb("a chain of fragments", FRAGMENTS, "{ ...F0 } " + each(200, i -> "fragment F" + i + " on Query { ...F" + (i + 1) + " } ")
                    + "fragment F200 on Query { __typename }"),
            bomb("a whole page again and again", COST, "{ " + each(15, i -> "a" + i + ": " + BOOKINGS + ") { " + bookingFields() + " } ") + "}"),
            bomb("a thousand bookings again and again", COST, "{ " + each(10, i -> "a" + i + ": " + BOOKINGS + ", limit: 1000) { id } ") + "}"),
            bomb("billions of bookings again and again", COST,
                    "{ " + each(10, i -> "a" + i + ": " + BOOKINGS + ", limit: 2147483647) { id } ") + "}"),
            new Bomb("a thousand bookings, by a variable", COST,
                    "query($l: Int) { " + each(10, i -> "a" + i + ": " + BOOKINGS + ", limit: $l) { id } ") + "}", "{\"l\": 1000}"),
            new Bomb("astronomically many bookings, by a variable", COST,
                    "query($l: Int) { " + each(10, i -> "a" + i + ": " + BOOKINGS + ", limit: $l) { id } ") + "}", "{\"l\": 1e999999999}"),
            new Bomb("a thousand bookings, by a variable's default", COST,
                    "query($l: Int = 1000) { " + each(10, i -> "a" + i + ": " + BOOKINGS + ", limit: $l) { id } ") + "}", "{}"),
            new Bomb("a whole page, by a variable that is no number", COST,
                    "query($l: Int) { " + each(15, i -> "a" + i + ": " + BOOKINGS + ", limit: $l) { " + bookingFields() + " } ") + "}",
                    "{\"l\": null}"),
            new Bomb("a whole page again and again, by way of a fragment", COST, "query($l: Int!) { " + "...F ".repeat(15)
                    + "} fragment F on Query { " + BOOKINGS + ", limit: $l) { " + bookingFields() + " } }", "{\"l\": 100}"),
            new Bomb("values without end", VARIABLE_VALUES, "{ __typename }", "{\"v\": [" + "0,".repeat(500) + "0]}"),
            new Bomb("many variables", VARIABLE_VALUES, "{ __typename }",
                    "{" + IntStream.range(0, 501).mapToObj(i -> "\"v" + i + "\":0").collect(Collectors.joining(",")) + "}"),
            new Bomb("more values than are read at all", VARIABLE_VALUES, "{ __typename }", "{\"v\": [" + "0,".repeat(50_000) + "0]}"),
            new Bomb("values within values", VARIABLE_DEPTH, "{ __typename }", "{\"v\": " + "[".repeat(6) + "]".repeat(6) + "}"),
            new Bomb("objects within lists", VARIABLE_DEPTH, "{ __typename }", "{\"v\": " + "[{\"a\":".repeat(3) + "0" + "}]".repeat(3) + "}"),
            new Bomb("values deeper than are read at all", VARIABLE_DEPTH, "{ __typename }", "{\"v\": " + "[".repeat(100_000) + "}"),
            new Bomb("a long value", VARIABLE_CHARACTERS, "{ __typename }", "{\"v\": \"" + "a".repeat(32_768) + "\"}"),
            new Bomb("a long key", VARIABLE_CHARACTERS, "{ __typename }", "{\"v\": {\"" + "a".repeat(32_768) + "\": 0}}"));

    private static Edge edge;

    private static Bomb bomb(String name, Limit limit, String document) {
        return new Bomb(name, limit, document, "{}");
    }

    private static String each(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining());
    }

    private static String bookingFields() {
        return "id user_id showtime_id seats total_amount status created_at updated_at lock_id lock_expires_at "
                + "payment_transaction_id cancellation_reason refund_reason";
    }

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
    }

    @ParameterizedTest
    @FieldSource("BOMBS")
    void a_bomb_is_turned_away_unlit(Bomb bomb) {
        for (String type : List.of("application/json", "application/graphql-response+json")) {
            var answer = edge.postBody(bomb.body(), "Accept", type);

            assertThat(answer.body()).startsWith("{\"errors\":[{\"message\":\"").endsWith(
                    "\"extensions\":{\"code\":\"LIMIT_EXCEEDED\",\"limit\":\"%s\",\"allowed\":%d%s}]}".formatted(
                            bomb.limit().key(), Edge.GRAPHQL.limits().of(bomb.limit()), Edge.TRACED));
            assertThat(answer.body().length()).isLessThan(400);
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        assertThat(edge.useCases.orders).isEmpty();
    }

    /** What is just allowed: the same shape as a bomb, one smaller. */
    @ParameterizedTest
    @ValueSource(strings = {"aliases", "rootFields", "directives", "depth", "string", "name", "numbers", "blanks"})
    void what_is_just_within_a_limit_is_run(String shape) {
        String document = switch (shape) {
            case "aliases" -> "{ get_booking(" + B + ") { " + each(30, i -> "a" + i + ": id ") + "} }";
            case "rootFields" -> "{ " + "__typename ".repeat(20) + "}";
            case "directives" -> "{ get_booking(" + B + ") { " + "id @skip(if: false) ".repeat(50) + "} }";
            case "depth" -> "{ __type(name: \"Query\") { " + "ofType { ".repeat(18) + "name " + "} ".repeat(18) + "} }";
            case "string" -> "{ __type(name: \"" + "a".repeat(16_382) + "\") { name } }";
            case "name" -> "{ " + "a".repeat(128) + ": __typename }";
            case "numbers" -> "{ " + BOOKINGS + ", limit: 100) { id } } # " + "1".repeat(2_000);
            case "blanks" -> " ".repeat(31_900) + "{ __typename }";
            default -> throw new IllegalArgumentException(shape);
        };

        assertThat(edge.post(document).body()).startsWith("{\"data\":{");
    }

    /** A document of four whole pages, with the variables' values as they are allowed. */
    @Test
    void honest_requests_are_far_from_the_limits() {
        String document = "query($u: String!, $l: Int) { " + each(4, i -> "p" + i + ": get_user_bookings(user_id: $u, limit: $l) { "
                + bookingFields() + " } ") + "}";

        assertThat(edge.post(document, "{\"u\": \"u\", \"l\": 100}").body()).startsWith("{\"data\":{\"p0\":[");
        assertThat(edge.post(document, "{\"u\": \"u\"}").body()).startsWith("{\"data\":{\"p0\":[");
        assertThat(edge.post(IntrospectionQuery.INTROSPECTION_QUERY).body()).startsWith("{\"data\":{\"__schema\":{");
    }

    /** With all of its options, taken out of the playground as we serve it. */
    @Test
    void the_playgrounds_question_about_the_schema_is_far_from_the_limits() throws Refused {
        String script = edge.get("/graphql/ui/graphiql.min.js").body();
        String template = script.substring(script.indexOf("query IntrospectionQuery {"));
        String question = template.substring(0, template.indexOf('`'))
                .replaceAll("\\$\\{inputDeprecation\\('([^']*)'\\)}", "$1")
                .replaceAll("\\$\\{(descriptions|schemaDescription)}", "description")
                .replace("${specifiedByUrl}", "specifiedByURL").replace("${directiveIsRepeatable}", "isRepeatable");

        assertThat(edge.post(question).body()).startsWith("{\"data\":{\"__schema\":{");
        DocumentSize size = MeasuringDocument.check(Parser.parse(question), Edge.GRAPHQL.limits());
        assertThat(size.selections()).isBetween(200L, Edge.GRAPHQL.limits().of(SELECTIONS) / 2L);
        assertThat(size.introspectionDepth()).isBetween(13, Edge.GRAPHQL.limits().of(INTROSPECTION_DEPTH) * 3 / 4);
    }

    /** The field itself knows better what is wrong with its argument, as long as it is asked once. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101, 1_000, 1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void a_bad_limit_is_bad_input_and_not_too_much(int limit) {
        assertThat(edge.post("{ " + BOOKINGS + ", limit: " + limit + ") { " + bookingFields() + " } }").body())
                .contains("limit must be between 1 and 100", "BAD_USER_INPUT");
        assertThat(edge.post("query($l: Int) { " + BOOKINGS + ", limit: $l) { " + bookingFields() + " } }", "{\"l\":" + limit + "}").body())
                .contains("limit must be between 1 and 100", "BAD_USER_INPUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{ ...A } fragment A on Query { ...A }",
            "{ ...A } fragment A on Query { ...B } fragment B on Query { __typename ...C } fragment C on Query { ... { ...A } }",
            "{ __typename } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }"})
    void fragments_that_use_themselves_are_invalid(String document) {
        assertThat(edge.post(document).body()).startsWith("{\"errors\":[{\"message\":\"Fragments must not use themselves")
                .contains("GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void a_document_that_is_wrong_all_over_gets_some_short_errors() {
        String wrong = "{ get_booking(" + B + ") { " + each(900, i -> "x".repeat(100) + i + " ") + "} }";

        assertThat(edge.post(wrong).body().split("\"message\"")).hasSize(1 + GraphQlExecution.MOST_ERRORS);
        assertThat(edge.post(wrong).body()).hasSizeLessThan(10_000);
        String path = each(9, i -> "x".repeat(120) + i + ": ofType { ");
        assertThat(edge.post("{ __type(name: \"Query\") { " + path + "wrong " + "} ".repeat(9) + "} }").body())
                .contains("GRAPHQL_VALIDATION_FAILED").hasSizeLessThan(800);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ __schema { types { name } } }", "{ __type(name: \"Query\") { name } }",
            "{ ...F } fragment F on Query { a: __schema { queryType { name } } }"})
    void the_schema_can_be_kept_back(String question) {
        try (var closed = new Edge(graphql(false, Edge.GRAPHQL.limits()))) {
            assertThat(closed.post(question).body()).contains("\"code\":\"INTROSPECTION_DISABLED\"").doesNotContain("data");
            assertThat(closed.get("/graphql/schema.graphql").statusCode()).isEqualTo(404);
            assertThat(closed.post("{ __typename get_booking(" + B + ") { __typename } }").body())
                    .isEqualTo("{\"data\":{\"__typename\":\"Query\",\"get_booking\":{\"__typename\":\"BookingType\"}}}");
        }
    }

    @Test
    void a_limit_can_be_set() {
        var values = new EnumMap<>(Edge.GRAPHQL.limits().values());
        values.put(Limit.ROOT_FIELDS, 1);
        values.put(Limit.BODY_BYTES, 1_024);
        try (var tight = new Edge(graphql(true, new Settings.Limits(values)))) {
            assertThat(tight.post("{ __typename __typename }").body()).contains(
                    "\"limit\":\"rootFields\",\"allowed\":1" + Edge.TRACED);
            assertThat(tight.post("{ __typename } #" + " ".repeat(1_024)).statusCode()).isEqualTo(413);
            assertThat(tight.post("{ __typename }").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void there_is_a_bomb_for_every_limit() {
        assertThat(BOMBS).extracting(Bomb::limit).contains(Stream.of(Limit.values())
                .filter(limit -> limit != Limit.BODY_BYTES).toArray(Limit[]::new)); // whose bombs GraphQlOverHttpTest has
    }

    private static Settings.GraphQl graphql(boolean introspection, Settings.Limits limits) {
        return new Settings.GraphQl(Edge.GRAPHQL.timeLimit(), introspection, limits, Edge.GRAPHQL.documents());
    }
}

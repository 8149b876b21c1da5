package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.IdempotencyKey;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.CancellingBooking;
import com.movieticket.booking.workflow.CardDetails;
import com.movieticket.booking.workflow.CreatingBooking;
import com.movieticket.booking.workflow.PayingBooking;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Arguments reach the use cases as the domain's types, or are refused by name before any use case is asked. */
class ArgumentsTest {
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
    }

    @Test
    void a_booking_is_ordered_with_user_showtime_and_seats() {
        edge.post("mutation($s: [String!]!) { create_booking(user_id: \"u\", showtime_id: \"s\", seat_numbers: $s) "
                + "{ message } }", "{\"s\":[\"B2\",\"A1\"]}");

        assertThat(edge.useCases.orders).containsExactly(new CreatingBooking.Order(new UserId("u"),
                new ShowtimeId("s"), new SeatNumbers(List.of("B2", "A1")), Optional.empty()));
    }

    @Test
    void an_idempotency_key_travels_with_the_order() {
        String body = """
                {"query": "mutation { create_booking(user_id: \\"u\\", showtime_id: \\"s\\", seat_numbers: [\\"A1\\"]) { success } }"}
                """;
        edge.postBody(body, "Idempotency-Key", "a-key");
        assertThat(edge.useCases.orders).containsExactly(new CreatingBooking.Order(new UserId("u"), new ShowtimeId("s"),
                new SeatNumbers(List.of("A1")), Optional.of(new IdempotencyKey("a-key"))));
        assertThat(edge.postBody(body, "Idempotency-Key", "x".repeat(256)).body())
                .contains("Idempotency-Key must be at most 255 characters long", "BAD_USER_INPUT");
    }

    @Test
    void a_payment_is_by_credit_card_and_without_details_unless_said() {
        edge.post("mutation { process_payment(booking_id: \"b\") { message } }");
        edge.post("mutation($m: String, $c: String) { process_payment(booking_id: \"b\", payment_method: $m, "
                + "card_details: $c) { message } }", "{\"m\":null,\"c\":null}");

        var order = new PayingBooking.Order(new BookingId("b"), PaymentMethod.CREDIT_CARD, CardDetails.NONE);
        assertThat(edge.useCases.orders).containsExactly(order, order);
    }

    @Test
    void card_details_go_on_as_they_came() {
        String card = "{ \"number\": \"4242424242424242\", \"ccv\": 0.10e1, \"name\": \"J\\u00f6 \\\"X\\\" 🏃\" }";

        edge.post("mutation($c: String) { process_payment(booking_id: \"b\", payment_method: \"paypal\", "
                + "card_details: $c) { message } }", "{\"c\":" + Edge.quoted(card) + "}");

        assertThat(edge.useCases.orders).containsExactly(
                new PayingBooking.Order(new BookingId("b"), PaymentMethod.PAYPAL, new CardDetails(card)));
    }

    @Test
    void a_cancellation_has_a_reason_even_if_none_is_given() {
        edge.post("mutation { cancel_booking(booking_id: \"b\") { message } }");
        edge.post("mutation { cancel_booking(booking_id: \"b\", reason: \"ill\") { message } }");

        assertThat(edge.useCases.orders).containsExactly(
                new CancellingBooking.Order(new BookingId("b"), "Cancelled by user"),
                new CancellingBooking.Order(new BookingId("b"), "ill"));
    }

    @Test
    void bookings_are_listed_up_to_a_hundred_unless_said() {
        edge.post("{ get_user_bookings(user_id: \"u\") { id } }");
        edge.post("{ get_user_bookings(user_id: \"u\", status: null, limit: null, before: null) { id } }");
        edge.post("{ get_user_bookings(user_id: \"u\", status: \"refund_pending\", limit: 1, "
                + "before: \"2024-12-15T11:30:00.5+01:00\") { id } }");

        var all = new Bookings.OfUser(new UserId("u"), Optional.empty(), Optional.empty(), 100);
        assertThat(edge.useCases.orders).containsExactly(all, all, new Bookings.OfUser(new UserId("u"),
                Optional.of(BookingStatus.REFUND_PENDING), Optional.of(Instant.parse("2024-12-15T10:30:00.500Z")), 1));
    }

    @Test
    void a_booking_that_is_not_there_is_null() {
        edge.useCases.stored(List::of);

        assertThat(edge.post("{ get_booking(booking_id: \"none\") { id } }").body())
                .isEqualTo("{\"data\":{\"get_booking\":null}}");
        assertThat(edge.post("{ get_user_bookings(user_id: \"u\") { id } }").body())
                .isEqualTo("{\"data\":{\"get_user_bookings\":[]}}");
        edge.useCases.stored(() -> List.of(FakeUseCases.booking()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            get_booking(booking_id: "") { id }                     | booking_id must not be empty
            get_booking(booking_id: "a\\u0007") { id }             | booking_id must not contain control characters
            get_user_bookings(user_id: " ") { id }                 | user_id must not be empty
            get_user_bookings(user_id: "u", limit: 0) { id }       | limit must be between 1 and 100
            get_user_bookings(user_id: "u", limit: 101) { id }     | limit must be between 1 and 100
            get_user_bookings(user_id: "u", status: "paid") { id } | status must be one of pending_payment, confirmed, cancelled, refund_pending, refunded
            """)
    void a_bad_argument_of_a_query_is_named(String field, String message) {
        assertRefused("{ " + field + " }", message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create_booking(user_id: "u", showtime_id: "s", seat_numbers: [])             | seat_numbers must name at least one seat
            create_booking(user_id: "u", showtime_id: "s", seat_numbers: ["A1", "A1"])   | seat_numbers must not name a seat twice
            create_booking(user_id: "u", showtime_id: "s", seat_numbers: ["A 1"])        | seat_numbers must be seat numbers of 1 to 16 letters, digits, '-' or '_', such as A1
            create_booking(user_id: "u", showtime_id: "", seat_numbers: ["A1"])          | showtime_id must not be empty
            create_booking(user_id: "", showtime_id: "s", seat_numbers: ["A1"])          | user_id must not be empty
            process_payment(booking_id: "")                                              | booking_id must not be empty
            process_payment(booking_id: "b", payment_method: "cash")                     | payment_method must be one of credit_card, debit_card, digital_wallet, net_banking, paypal
            cancel_booking(booking_id: "")                                               | booking_id must not be empty
            """)
    void a_bad_argument_of_a_mutation_is_named(String field, String message) {
        assertRefused("mutation { " + field + " { message } }", message);
    }

    /** The argument {@code $v} everywhere that a text from outside becomes an id or a reason. */
    private static final List<String> PLACES = List.of(
            "{ get_booking(booking_id: $v) { id } }",
            "{ get_user_bookings(user_id: $v) { id } }",
            "mutation { create_booking(user_id: $v, showtime_id: \"s\", seat_numbers: [\"A1\"]) { success } }",
            "mutation { create_booking(user_id: \"u\", showtime_id: $v, seat_numbers: [\"A1\"]) { success } }",
            "mutation { process_payment(booking_id: $v) { success } }",
            "mutation { cancel_booking(booking_id: $v) { success } }",
            "mutation { cancel_booking(booking_id: \"b\", reason: $v) { success } }");

    @ParameterizedTest
    @ValueSource(strings = {"a\\rb", "a\\nb", "a\\r\\nSet-Cookie: b", "a\\u0000", "\\u001b[31m", "a\\u007f", "a\\u0085b",
            "\\u202eadmin", "a\\u2066b\\u2069", "a\\u200bb", "\\ufeffa", "a\\u2028b", "a\\u2029b", "a\\u00adb"})
    void what_cannot_be_seen_is_no_part_of_any_text(String escaped) {
        for (String place : PLACES) {
            assertThat(edge.post(declaring(place), "{\"v\":\"" + escaped + "\"}").body())
                    .contains("must not contain control characters", "\"code\":\"BAD_USER_INPUT\"", "\"path\":[");
            assertThat(edge.post(place.replace("$v", '"' + escaped + '"')).body())
                    .contains("must not contain control characters", "\"code\":\"BAD_USER_INPUT\"", "\"path\":[");
        }
        assertThat(edge.useCases.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "a\\udc00", "\\udc00\\ud800"})
    void half_a_character_is_no_text_at_all(String escaped) {
        for (String place : PLACES) {
            assertThat(edge.post(declaring(place), "{\"v\":\"" + escaped + "\"}").statusCode()).isEqualTo(400);
            assertThat(edge.post(place.replace("$v", '"' + escaped + '"')).body()).contains("GRAPHQL_PARSE_FAILED");
        }
        assertThat(edge.useCases.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 300, 30_000})
    void an_overlong_id_is_refused_without_repeating_it(int length) {
        for (String place : PLACES.subList(0, 6)) {
            assertThat(edge.post(declaring(place), "{\"v\":\"" + "x".repeat(length) + "\"}").body())
                    .contains("must be at most 128 characters long", "\"code\":\"BAD_USER_INPUT\"").hasSizeLessThan(300);
        }
        assertThat(edge.post(declaring(PLACES.getFirst()), "{\"v\":\"" + "x".repeat(1 << 20) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(edge.useCases.orders).isEmpty();
    }

    /** It is looked up as it is, and found or not: every adapter sends it on as a value, never as part of a language. */
    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "{\"$where\":1}", "$ne", "../../admin", "..", "a/b?c=d#e", "%2e%2e%2f",
            "'; drop table bookings; --", "${jndi:ldap://127.0.0.1/a}", "{0}", "%s%n", "<script>alert(1)</script>", "null"})
    void a_text_that_means_something_elsewhere_means_itself_here(String text) {
        for (String place : PLACES) {
            assertThat(edge.post(declaring(place), "{\"v\":" + Edge.quoted(text) + "}").body()).startsWith("{\"data\":{");
        }
        assertThat(edge.useCases.orders).hasSize(PLACES.size()).contains(new BookingId(text),
                new CancellingBooking.Order(new BookingId("b"), text),
                new CreatingBooking.Order(new UserId(text), new ShowtimeId("s"), new SeatNumbers(List.of("A1")), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$ne\":\"\"}", "[\"b\"]", "1", "true"})
    void an_id_is_a_string_and_nothing_else(String json) {
        for (String place : PLACES) {
            assertThat(edge.post(declaring(place), "{\"v\":" + json + "}").body())
                    .contains("Expected a String input", "\"code\":\"BAD_USER_INPUT\"");
        }
        assertThat(edge.useCases.orders).isEmpty();
    }

    private static String declaring(String document) {
        return document.startsWith("{") ? "query($v: String!) " + document
                : document.replaceFirst("mutation", "mutation(\\$v: String!)");
    }

    @Test
    void more_seats_than_the_settings_allow_are_refused() {
        assertRefused("mutation { create_booking(user_id: \"u\", showtime_id: \"s\", seat_numbers: "
                        + "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]) { message } }",
                "seat_numbers must name at most 10 seats");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4242424242424242", "{\"number\":4242424242424242", "[4242424242424242]", "",
            "{\"a\":4242424242424242}{}", "{'number':'4242424242424242'}", "{\"n\":\"4242424242424242\n\"}"})
    void card_details_that_are_no_json_object_are_refused_without_repeating_them(String details) {
        var answer = edge.post("mutation($c: String) { process_payment(booking_id: \"b\", card_details: $c) "
                + "{ message } }", "{\"c\":" + Edge.quoted(details) + "}");

        assertThat(answer.body()).contains("\"message\":\"card_details must be a JSON object\"")
                .contains("\"code\":\"BAD_USER_INPUT\"").doesNotContain("4242");
        assertThat(edge.useCases.orders).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mutation { process_payment(booking_id: \"b\", card_details: {number: 4242424242424242}) { message } }",
            "mutation { process_payment(booking_id: \"b\", card_details: 4242424242424242) { message } }",
            "mutation ($c: String = [4242424242424242]) { process_payment(booking_id: \"b\", card_details: $c) { message } }",
            "mutation { process_payment(booking_id: \"b\", card_details: \"4242424242424242) { message } }",
            "mutation { process_payment(booking_id: \"b\", card_details: ) \"4242424242424242\" { message } }",
            "mutation { process_payment(booking_id: \"b\") { message } } 4242424242424242",
            "mutation { process_payment(booking_id: \"b\", card_details: \"\\u{4242424242424242}\") { message } }"})
    void a_wrong_document_is_refused_without_repeating_its_values(String document) {
        assertThat(edge.post(document).body()).contains("\"code\":").doesNotContain("4242");
    }

    @Test
    void card_details_have_a_size() {
        String tooLong = "{\"a\":\"" + "x".repeat(Arguments.LONGEST_CARD_DETAILS) + "\"}";

        assertThat(edge.post("mutation($c: String) { process_payment(booking_id: \"b\", card_details: $c) "
                + "{ message } }", "{\"c\":" + Edge.quoted(tooLong) + "}").body())
                .contains("card_details must be at most 8192 characters long");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"u":1}             | Variable 'u' has an invalid value: Expected a String input, but it was a 'Number'
            {"u":{"a":[]}}      | Variable 'u' has an invalid value: Expected a String input, but it was a 'Object'
            {}                  | Variable 'u' has coerced Null value for NonNull type 'String!'
            {"u":"","l":"1"}    | Variable 'l' has an invalid value: Expected a value that can be converted to type 'Int' but it was a 'String'
            {"u":"","l":1e99}   | Variable 'l' has an invalid value: Expected value to be in the integer range
            {"u":"","b":"soon"} | Variable 'b' has an invalid value: must be a date and time of RFC 3339
            {"u":"","b":7}      | Variable 'b' has an invalid value: must be a date and time of RFC 3339
            """)
    void a_variable_of_the_wrong_type_is_named(String variables, String message) {
        var answer = edge.post("query($u: String!, $l: Int, $b: DateTime) "
                + "{ get_user_bookings(user_id: $u, limit: $l, before: $b) { id } }", variables);

        assertThat(answer.body()).contains(message, "\"code\":\"BAD_USER_INPUT\"").doesNotContain("\"data\"");
    }

    @Test
    void a_date_written_in_the_document_gets_the_same_answer() {
        assertThat(edge.post("{ get_user_bookings(user_id: \"u\", before: \"soon\") { id } }").body())
                .contains("argument 'before' is not a valid 'DateTime' - must be a date and time of RFC 3339",
                        "\"code\":\"BAD_USER_INPUT\"").doesNotContain("soon");
    }

    private static void assertRefused(String document, String message) {
        assertThat(edge.post(document).body())
                .contains("\"message\":\"" + message + "\"", "\"code\":\"BAD_USER_INPUT\"", "\"path\":[");
        assertThat(edge.useCases.orders).isEmpty();
    }
}

package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.CinemaStandIn;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.sandbox.PaymentStandIn;
import com.movieticket.booking.sandbox.StandIn;
import com.movieticket.booking.sandbox.UserStandIn;
import com.movieticket.booking.testing.Eventually;
import io.grpc.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Each row of the table of failures, as it is met by a client of the whole service. */
class ErrorTableIT {
    private static final Map<String, String> HASTY = Map.of("USERS_TIMEOUT", "2s", "CINEMA_TIMEOUT", "2s",
            "PAYMENTS_TIMEOUT", "2s", "MONGODB_TIMEOUT", "2s");
    private static House house;

    @BeforeAll
    static void open() {
        house = House.open(HASTY);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @AfterEach
    void everybody_behaves_again() {
        house.neighbourhood().users().conduct().recover();
        house.neighbourhood().cinema().conduct().recover();
        house.neighbourhood().payments().conduct().recover();
    }

    @Test
    void booked_and_paid() {
        Answer created = house.create("user123", "show456", "A1", "A2");
        assertSuccess(created, "create_booking",
                "Booking created successfully. Please complete payment within 5 minutes.");
        assertThat(created.text("data.create_booking.lock_id"))
                .isEqualTo(created.text("data.create_booking.booking.lock_id")).startsWith("lock_");
        Answer paid = house.pay(created.text("data.create_booking.booking.id"), "4242424242424242");
        assertSuccess(paid, "process_payment",
                "Booking confirmed successfully! Check your email for confirmation details.");
        assertThat(paid.isNull("data.process_payment.lock_id")).isTrue();
    }

    @Test
    void cancelled_by_the_user() {
        String id = house.booked();
        assertSuccess(house.cancel(id), "cancel_booking", "Booking cancelled.");
        assertThat(house.status(id)).isEqualTo("cancelled");
        assertRefusal(house.pay(id, "4242424242424242"), "process_payment", "Booking is not in pending payment status");
    }

    @Test
    void cancelled_by_the_user_when_paid() {
        String id = house.booked();
        house.pay(id, "4242424242424242");
        assertSuccess(house.cancel(id), "cancel_booking", "Booking cancelled. Refund initiated.");
        Eventually.within(Duration.ofSeconds(10)).check(() -> assertThat(house.status(id)).isEqualTo("refunded"));
    }

    @ParameterizedTest
    @CsvSource({"nobody, show456, User not found, USER_NOT_FOUND", "inactive_user, show456, User not found, USER_NOT_FOUND",
            "user123, nowhere, Showtime not found, SHOWTIME_NOT_FOUND"})
    void user_or_showtime_not_found(String user, String showtime, String message, String code) {
        assertError(house.create(user, showtime, "C1"), "create_booking", message, code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create_booking(user_id: "user123", showtime_id: "show456", seat_numbers: []) { success } | seat_numbers must name at least one seat
            create_booking(user_id: "user123", showtime_id: "show456", seat_numbers: ["A1", "A1"]) { success } | seat_numbers must not name a seat twice
            create_booking(user_id: "user123", showtime_id: "show456", seat_numbers: ["../A1"]) { success } | seat_numbers must be seat numbers of 1 to 16 letters, digits, '-' or '_', such as A1
            create_booking(user_id: "", showtime_id: "show456", seat_numbers: ["A1"]) { success } | user_id must not be empty
            create_booking(user_id: "user123", showtime_id: "show\\n456", seat_numbers: ["A1"]) { success } | showtime_id must not contain control characters
            process_payment(booking_id: "b", payment_method: "cash") { success } | payment_method must be one of credit_card, debit_card, digital_wallet, net_banking, paypal
            process_payment(booking_id: "b", card_details: "4242") { success } | card_details must be a JSON object
            """)
    void bad_input_is_refused_before_anybody_is_asked(String field, String message) {
        int asked = house.neighbourhood().users().conduct().calls(UserStandIn.Call.FIND);
        Answer answer = house.ask("mutation { " + field + " }");
        assertThat(answer.text("errors.0.message")).startsWith(message);
        assertThat(answer.text("errors.0.extensions.code")).isEqualTo("BAD_USER_INPUT");
        assertThat(house.neighbourhood().users().conduct().calls(UserStandIn.Call.FIND)).isEqualTo(asked);
    }

    /** All the way through the user service's paths, the cinema's messages and the queries of the store. */
    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "{'$where':1}", "$ne", "../../admin", "..", "user123?x=y", "user123/../user123",
            "%75ser123", "'; drop table bookings; --", "${jndi:ldap://127.0.0.1/a}", "{0}"})
    void hostile_ids_are_ids_that_nobody_has(String id) {
        assertThat(house.ask("{ get_booking(booking_id: \"%s\") { id } get_user_bookings(user_id: \"%s\") { id } }"
                .formatted(id, id)).text()).isEqualTo("{\"data\":{\"get_booking\":null,\"get_user_bookings\":[]}}");
        assertError(house.create(id, "show456", "C1"), "create_booking", "User not found", "USER_NOT_FOUND");
        assertError(house.create("user123", id, "C1"), "create_booking", "Showtime not found", "SHOWTIME_NOT_FOUND");
        assertRefusal(house.pay(id, "4242424242424242"), "process_payment", "Booking not found");
        assertRefusal(house.cancel(id), "cancel_booking", "Booking not found");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, -1})
    void a_bad_limit_is_bad_input(int limit) {
        Answer answer = house.ask("{ get_user_bookings(user_id: \"user123\", limit: %d) { id } }".formatted(limit));
        assertThat(answer.text("errors.0.message")).startsWith("limit must be");
        assertThat(answer.text("errors.0.extensions.code")).isEqualTo("BAD_USER_INPUT");
    }

    @Test
    void the_user_service_is_down() {
        house.neighbourhood().users().conduct().refuseAll(io.helidon.http.Status.SERVICE_UNAVAILABLE_503);
        assertUnavailable(house.create("user123", "show456", "C2"), "create_booking",
                "User service is unavailable, please retry");
    }

    @Test
    void the_user_service_is_slow() {
        house.neighbourhood().users().conduct().delay(UserStandIn.Call.FIND, Duration.ofSeconds(10));
        assertUnavailable(house.create("user123", "show456", "C2"), "create_booking",
                "User service is unavailable, please retry");
    }

    @Test
    void the_cinema_service_is_down() {
        house.neighbourhood().cinema().conduct().refuse(CinemaStandIn.Call.LOCK, Status.UNAVAILABLE);
        assertUnavailable(house.create("user123", "show456", "C3"), "create_booking",
                "Cinema service is unavailable, please retry");
    }

    @Test
    void the_payment_service_turns_us_away() {
        String id = house.booked();
        house.neighbourhood().payments().conduct().refuse(PaymentStandIn.Call.PROCESS,
                io.helidon.http.Status.TOO_MANY_REQUESTS_429);
        assertUnavailable(house.pay(id, "4242424242424242"), "process_payment",
                "Payment service is unavailable, please retry");
        house.neighbourhood().payments().conduct().recover();
        assertSuccess(house.pay(id, "4242424242424242"), "process_payment",
                "Booking confirmed successfully! Check your email for confirmation details.");
    }

    @Test
    void the_booking_store_is_down() {
        try (var doomed = House.open(HASTY)) {
            doomed.neighbourhood().standIn(Neighbour.MONGODB).ifPresent(StandIn::close);
            assertUnavailable(doomed.ask("{ get_booking(booking_id: \"b\") { id } }"), "get_booking",
                    "Booking store is unavailable, please retry");
            assertUnavailable(doomed.create("user123", "show456", "A1"), "create_booking",
                    "Booking store is unavailable, please retry");
            assertThat(doomed.neighbourhood().cinema().seatMap().seats("show456").get("A1"))
                    .as("the seat that nobody has booked").isEmpty();
        }
    }

    @Test
    void seats_are_taken() {
        house.create("user123", "show456", "D1", "D2");
        assertRefusal(house.create("test_user_123", "show456", "D1", "D2"), "create_booking",
                "Failed to lock seats: Seats D1, D2 are already booked");
        assertRefusal(house.create("user123", "showtime_soldout", "A1"), "create_booking",
                "Failed to lock seats: Seats A1 are already booked");
    }

    @Test
    void there_is_no_such_booking() {
        assertRefusal(house.pay("nothing", "4242424242424242"), "process_payment", "Booking not found");
        assertRefusal(house.cancel("nothing"), "cancel_booking", "Booking not found");
        assertThat(house.ask("{ get_booking(booking_id: \"nothing\") { id } }").isNull("data.get_booking")).isTrue();
    }

    @Test
    void the_booking_is_paid_already() {
        String id = house.booked();
        house.pay(id, "4242424242424242");
        assertRefusal(house.pay(id, "4242424242424242"), "process_payment", "Booking is not in pending payment status");
    }

    @Test
    void somebody_is_paying_it_already() {
        String id = house.booked();
        var payments = house.neighbourhood().payments().conduct();
        payments.hold(PaymentStandIn.Call.PROCESS);
        var first = house.asking(House.payment(id, "4242424242424242"));
        Eventually.within(Duration.ofSeconds(5)).check(() ->
                assertThat(payments.held(PaymentStandIn.Call.PROCESS)).isEqualTo(1));
        assertRefusal(house.pay(id, "4242424242424242"), "process_payment", "Payment is already being processed");
        assertRefusal(house.cancel(id), "cancel_booking", "Payment is already being processed");
        payments.letGo(PaymentStandIn.Call.PROCESS);
        assertSuccess(Answer.of(first.join()), "process_payment",
                "Booking confirmed successfully! Check your email for confirmation details.");
    }

    @ParameterizedTest
    @CsvSource({"4000000000009995, Insufficient funds", "4000000000000002, Card declined"})
    void the_payment_is_declined_and_may_be_tried_again(String card, String reason) {
        String id = house.booked();
        assertRefusal(house.pay(id, card), "process_payment", "Payment failed: " + reason);
        assertThat(house.status(id)).isEqualTo("pending_payment");
        assertSuccess(house.pay(id, "4242424242424242"), "process_payment",
                "Booking confirmed successfully! Check your email for confirmation details.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4000000000000119", "4000000000000259"})
    void nobody_knows_whether_it_is_paid_until_it_is_looked_up(String card) {
        String id = house.booked();
        assertRefusal(house.pay(id, card), "process_payment",
                "Payment is being verified. You will not be charged twice.");
        Eventually.within(Duration.ofSeconds(20)).check(() -> assertThat(house.status(id)).isEqualTo("confirmed"));
        assertThat(house.neighbourhood().payments().ledger().of(id)).hasSize(1);
    }

    @Test
    void paid_but_the_seats_are_not_confirmed() {
        String id = house.booked("showtime_unconfirmable");
        assertRefusal(house.pay(id, "4242424242424242"), "process_payment",
                "Payment processed but seat confirmation failed. Refund initiated.");
        Eventually.within(Duration.ofSeconds(10)).check(() -> assertThat(house.status(id)).isEqualTo("refunded"));
    }

    private static void assertSuccess(Answer answer, String field, String message) {
        assertThat(answer.text("data." + field + ".message")).isEqualTo(message);
        assertThat(answer.flag("data." + field + ".success")).isTrue();
        assertThat(answer.has("errors")).isFalse();
    }

    private static void assertRefusal(Answer answer, String field, String message) {
        assertThat(answer.text("data." + field + ".message")).isEqualTo(message);
        assertThat(answer.flag("data." + field + ".success")).isFalse();
        assertThat(answer.isNull("data." + field + ".booking")).isTrue();
        assertThat(answer.has("errors")).isFalse();
    }

    private static void assertUnavailable(Answer answer, String field, String message) {
        assertError(answer, field, message, "SERVICE_UNAVAILABLE");
        assertThat(answer.flag("errors.0.extensions.retryable")).isTrue();
    }

    private static void assertError(Answer answer, String field, String message, String code) {
        assertThat(answer.text("errors.0.message")).isEqualTo(message);
        assertThat(answer.text("errors.0.extensions.code")).isEqualTo(code);
        assertThat(answer.text("errors.0.extensions.trace_id")).matches("[0-9a-f]{32}");
        assertThat(answer.text("errors.0.path.0")).isEqualTo(field);
        assertThat(answer.isNull("data." + field)).isTrue();
    }
}

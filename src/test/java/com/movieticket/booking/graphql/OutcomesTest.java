package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.InvalidArgumentException;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.UnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static com.movieticket.booking.graphql.Edge.TRACED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What came of a use case reaches the client in the contract's words and by the contract's channel. */
class OutcomesTest {
    private static final String CREATE = """
            mutation {
              create_booking(user_id: "u", showtime_id: "s", seat_numbers: ["A1"]) {
                success booking { id } message lock_id
              }
            }""";
    private static final String PAY =
            "mutation { process_payment(booking_id: \"b\") { success booking { id status } message lock_id } }";
    private static final String CANCEL =
            "mutation { cancel_booking(booking_id: \"b\") { success booking { id } message lock_id } }";

    private static Edge edge;

    @BeforeAll
    static void start() {
        edge = new Edge();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void a_created_booking_is_told_with_its_lock_and_its_deadline() {
        edge.useCases.answer(new Outcome.Created(FakeUseCases.booking()));

        assertThat(edge.post(CREATE).body()).isEqualTo("{\"data\":{\"create_booking\":{\"success\":true,"
                + "\"booking\":{\"id\":\"550e8400-e29b-41d4-a716-446655440000\"},"
                + "\"message\":\"Booking created successfully. Please complete payment within 5 minutes.\","
                + "\"lock_id\":\"lock_1\"}}}");
    }

    @Test
    void a_paid_booking_is_told_without_the_lock() {
        edge.useCases.answer(new Outcome.Paid(FakeUseCases.booking()));

        assertThat(edge.post(PAY).body()).isEqualTo("{\"data\":{\"process_payment\":{\"success\":true,"
                + "\"booking\":{\"id\":\"550e8400-e29b-41d4-a716-446655440000\",\"status\":\"pending_payment\"},"
                + "\"message\":\"Booking confirmed successfully! Check your email for confirmation details.\","
                + "\"lock_id\":null}}}");
    }

    @ParameterizedTest
    @CsvSource({"false,Booking cancelled.", "true,Booking cancelled. Refund initiated."})
    void a_cancelled_booking_says_whether_money_goes_back(boolean refund, String message) {
        edge.useCases.answer(new Outcome.Cancelled(FakeUseCases.booking(), refund));

        assertThat(edge.post(CANCEL).body()).isEqualTo("{\"data\":{\"cancel_booking\":{\"success\":true,"
                + "\"booking\":{\"id\":\"550e8400-e29b-41d4-a716-446655440000\"},"
                + "\"message\":\"" + message + "\",\"lock_id\":null}}}");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(new Outcome.SeatsUnavailable("Seats A1, A2 are already booked"),
                        "Failed to lock seats: Seats A1, A2 are already booked"),
                arguments(new Outcome.BookingNotFound(), "Booking not found"),
                arguments(new Outcome.NotPayable(), "Booking is not in pending payment status"),
                arguments(new Outcome.PaymentInProgress(), "Payment is already being processed"),
                arguments(new Outcome.Expired(), "Booking expired. Seats are no longer reserved."),
                arguments(new Outcome.PaymentDeclined("Insufficient funds"), "Payment failed: Insufficient funds"),
                arguments(new Outcome.PaymentDeclined("Payment failed: Insufficient funds"),
                        "Payment failed: Insufficient funds"),
                arguments(new Outcome.PaymentUnverified(),
                        "Payment is being verified. You will not be charged twice."),
                arguments(new Outcome.SeatsNotConfirmed(),
                        "Payment processed but seat confirmation failed. Refund initiated."));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_is_an_answer_without_a_booking(Outcome outcome, String message) {
        edge.useCases.answer(outcome);

        assertThat(edge.post(PAY).body()).isEqualTo("{\"data\":{\"process_payment\":{\"success\":false,"
                + "\"booking\":null,\"message\":\"" + message + "\",\"lock_id\":null}}}");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new Outcome.NotAllowed(), "Not allowed", "FORBIDDEN"),
                arguments(new Outcome.UserNotFound(), "User not found", "USER_NOT_FOUND"),
                arguments(new Outcome.ShowtimeNotFound(), "Showtime not found", "SHOWTIME_NOT_FOUND"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void who_or_what_is_not_there_is_an_error_at_the_field(Outcome outcome, String message, String code) {
        edge.useCases.answer(outcome);

        assertThat(edge.post(CREATE).body()).isEqualTo("{\"errors\":[{\"message\":\"" + message + "\","
                + "\"locations\":[{\"line\":2,\"column\":3}],\"path\":[\"create_booking\"],"
                + "\"extensions\":{\"code\":\"" + code + "\"" + TRACED + "}],\"data\":{\"create_booking\":null}}");
    }

    @ParameterizedTest
    @CsvSource({"USER,User service", "CINEMA,Cinema service", "PAYMENT,Payment service", "STORE,Booking store"})
    void a_neighbour_that_is_down_may_be_tried_again(Dependency dependency, String title) {
        edge.useCases.answer(() -> {
            throw new UnavailableException(dependency, "connection to 10.0.0.7 refused");
        });

        assertThat(edge.post(CREATE).body()).isEqualTo("{\"errors\":[{\"message\":\"" + title
                + " is unavailable, please retry\",\"locations\":[{\"line\":2,\"column\":3}],"
                + "\"path\":[\"create_booking\"],\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true"
                + TRACED + "}],\"data\":{\"create_booking\":null}}");
    }

    @Test
    void a_use_case_may_find_an_argument_wrong() {
        edge.useCases.answer(() -> {
            throw new InvalidArgumentException("reason", "must be at most 256 characters long");
        });

        assertThat(edge.post(CANCEL).body())
                .contains("\"message\":\"reason must be at most 256 characters long\"", "\"code\":\"BAD_USER_INPUT\"");
    }

    @Test
    void the_unforeseen_is_told_by_an_id_that_the_log_has_too() {
        edge.useCases.answer(() -> {
            throw new IllegalStateException("password is hunter2");
        });
        List<LogRecord> log = new ArrayList<>();

        String body = logging(log, () -> edge.post(PAY).body());

        var answer = Pattern.compile("\\{\"errors\":\\[\\{\"message\":\"Internal error\","
                + "\"locations\":\\[\\{\"line\":1,\"column\":12}],\"path\":\\[\"process_payment\"],"
                + "\"extensions\":\\{\"code\":\"INTERNAL\",\"error_id\":\"([0-9a-f]{16})\""
                + Pattern.quote(TRACED) + "}],\"data\":\\{\"process_payment\":null}}").matcher(body);
        assertThat(answer.matches()).as(body).isTrue();
        assertThat(log).singleElement().satisfies(entry -> {
            assertThat(entry.getMessage()).contains(answer.group(1));
            assertThat(entry.getThrown()).hasMessage("password is hunter2");
        });
    }

    @Test
    void one_failing_field_leaves_the_others_their_answers() {
        edge.useCases.answer(new Outcome.UserNotFound());

        assertThat(edge.post("mutation { a: cancel_booking(booking_id: \"b\") { message } "
                + "b: process_payment(booking_id: \"b\", payment_method: \"cash\") { message } __typename }").body())
                .contains("\"path\":[\"a\"]", "\"path\":[\"b\"]")
                .endsWith("\"data\":{\"a\":null,\"b\":null,\"__typename\":\"Mutation\"}}");
    }

    private static String logging(List<LogRecord> log, Supplier<String> action) {
        var logger = Logger.getLogger(ClientErrors.class.getName());
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                log.add(entry);
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            return action.get();
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
    }
}

package com.movieticket.booking.graphql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** What is taken and what is turned away while there is more to do than can be done. */
class LoadSheddingTest {
    private static final String CREATION =
            "create_booking(user_id: \"user123\", showtime_id: \"show456\", seat_numbers: [\"A1\"]) { success }";
    private static final String PAYMENT = "process_payment(booking_id: \"b\") { success }";
    private static final String CANCELLATION = "cancel_booking(booking_id: \"b\") { success }";

    private static final Duration SHORT = Edge.OVERLOAD.longestQueue();
    private static final Duration LONG = SHORT.plusNanos(1);
    private static final Duration PATIENCE = Edge.OVERLOAD.patience();

    private final Edge edge = new Edge();

    @BeforeEach
    void tooMuchToDo() {
        queue(LONG, Duration.ZERO);
        queue(LONG, PATIENCE.plusMillis(1));
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ get_booking(booking_id: \"b\") { id } }", "{ __typename }", "mutation { " + CREATION + " }"})
    void reads_and_new_bookings_are_turned_away_at_once_and_told_to_come_again(String document) {
        HttpResponse<String> answer = edge.post(document);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).isEqualTo("{\"errors\":[{\"message\":\"Too much to do just now, please retry\","
                + "\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true}}]}");
        assertThat(edge.useCases.orders).isEmpty();
        assertThat(edge.observer.seen).hasSize(2).first().isEqualTo("shed");
        assertThat(edge.observer.seen).last().asString().matches("\\w+ REFUSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {PAYMENT, CANCELLATION})
    void payments_and_cancellations_have_right_of_way(String field) {
        assertThat(edge.post("mutation { " + field + " }").statusCode()).isEqualTo(200);
        assertThat(edge.useCases.orders).hasSize(1);
    }

    @Test
    void what_is_wrong_is_told_all_the_same() {
        assertThat(edge.post("{ nonsense }").body()).contains("GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void while_the_queue_is_short_everything_is_taken() {
        queue(SHORT, Duration.ofMillis(1));
        assertThat(booked()).isEqualTo(200);
        queue(LONG, Duration.ofMillis(1));
        assertThat(booked()).as("still overloaded").isEqualTo(503);
    }

    @Test
    void a_rush_is_queued() {
        nothingIsTurnedAwayForAWhile();
        queue(LONG, PATIENCE);
        assertThat(booked()).isEqualTo(200);
        queue(SHORT, Duration.ofMillis(1));
        queue(LONG, PATIENCE);
        assertThat(booked()).as("another one").isEqualTo(200);
        queue(LONG, Duration.ofMillis(1));
        assertThat(booked()).as("too long").isEqualTo(503);
    }

    @Test
    void it_is_over_when_nothing_had_to_be_turned_away_for_a_while() {
        assertThat(booked()).isEqualTo(503);
        nothingIsTurnedAwayForAWhile();
        queue(LONG, Duration.ofMillis(1));
        assertThat(booked()).isEqualTo(200);
    }

    private void nothingIsTurnedAwayForAWhile() {
        queue(SHORT, PATIENCE.plusMillis(1));
        queue(SHORT, Duration.ofMillis(1));
    }

    private int booked() {
        return edge.post("mutation { " + CREATION + " }").statusCode();
    }

    /** So long is the queue when so much time has passed. */
    private void queue(Duration queue, Duration passed) {
        edge.time.addAndGet(passed.toNanos());
        edge.shedding.look(queue);
    }
}

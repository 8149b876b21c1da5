package com.movieticket.booking.graphql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** What is taken and what is turned away while there is more to do than can be done. */
class LoadSheddingTest {
    private static final String CREATION =
            "create_booking(user_id: \"user123\", showtime_id: \"show456\", seat_numbers: [\"A1\"]) { success }";
    private static final String PAYMENT = "process_payment(booking_id: \"b\") { success }";
    private static final String CANCELLATION = "cancel_booking(booking_id: \"b\") { success }";

    private final Edge edge = new Edge();

    @BeforeEach
    void as_many_are_under_way_as_may_be() {
        for (int i = 0; i < Edge.AT_ONCE; i++) {
            edge.shedding.lets(1, false);
        }
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
                + "\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true" + Edge.TRACED + "}]}");
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
    void who_comes_when_one_has_ended_is_taken() {
        edge.shedding.ended(1);
        assertThat(booked()).isEqualTo(200);
        assertThat(booked()).as("the first one has ended").isEqualTo(200);
    }

    @Test
    void a_payment_takes_the_place_of_another_booking() {
        edge.shedding.lets(1, true);
        edge.shedding.ended(1);
        assertThat(booked()).isEqualTo(503);
    }

    @Test
    void a_long_list_takes_the_places_of_several() {
        for (int i = 0; i < 20; i++) {
            edge.shedding.ended(1);
        }
        var free = new AtomicInteger();
        edge.useCases.stored(() -> {
            while (edge.shedding.lets(1, false)) {
                free.incrementAndGet();
            }
            return List.of();
        });
        edge.post("{ get_user_bookings(user_id: \"user123\", limit: 100) { id user_id seats status created_at } }");
        assertThat(free).as("beside a list that costs 601").hasValue(13);
    }

    private int booked() {
        return edge.post("mutation { " + CREATION + " }").statusCode();
    }
}

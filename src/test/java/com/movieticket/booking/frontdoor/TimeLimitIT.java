package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.CinemaStandIn;
import com.movieticket.booking.sandbox.PaymentStandIn;
import com.movieticket.booking.sandbox.UserStandIn;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A request is given up when its time is over; what has been begun for good is brought to its end. */
class TimeLimitIT {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration LONGER = Duration.ofMillis(2500);
    private static House house;

    /** Every neighbour may take far longer than the whole request. */
    @BeforeAll
    static void open() {
        house = House.open(Map.of("GRAPHQL_TIME_LIMIT", LIMIT.toSeconds() + "s", "USERS_TIMEOUT", "30s"));
        Eventually.within(Duration.ofSeconds(30)).check(() -> house.booked()); // what is slow only once is done then
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
    void a_user_service_that_says_nothing_is_waited_for_no_longer_than_the_request_may_take() {
        house.neighbourhood().users().conduct().hold(UserStandIn.Call.FIND);
        unavailable(house.create("user123", "show456", "A1"), "User service is unavailable, please retry");
    }

    @Test
    void nor_is_a_cinema() {
        house.neighbourhood().cinema().conduct().hold(CinemaStandIn.Call.DETAILS);
        unavailable(house.create("user123", "show456", "A2"), "Cinema service is unavailable, please retry");
    }

    @Test
    void many_slow_fields_share_the_time_of_their_request() {
        house.neighbourhood().users().conduct().hold(UserStandIn.Call.FIND);
        int asked = house.neighbourhood().users().conduct().calls(UserStandIn.Call.FIND);
        Answer answer = house.ask("mutation { a: %1$s b: %1$s c: %1$s }".formatted(
                "create_booking(user_id: \"user123\", showtime_id: \"show456\", seat_numbers: [\"A3\"]) { success }"));
        assertThat(answer.text("errors.2.extensions.code")).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(house.neighbourhood().users().conduct().calls(UserStandIn.Call.FIND) - asked).isEqualTo(1);
    }

    @Test
    void a_payment_that_is_claimed_goes_on_when_the_time_of_its_request_is_over() {
        String booking = house.booked();
        house.neighbourhood().payments().conduct().delay(PaymentStandIn.Call.PROCESS, LONGER);
        Answer paid = house.pay(booking, "4242424242424242");
        assertThat(paid.text("data.process_payment.booking.status")).isEqualTo("confirmed");
    }

    private static void unavailable(Answer answer, String message) {
        assertThat(answer.text("errors.0.message")).isEqualTo(message);
        assertThat(answer.text("errors.0.extensions.code")).isEqualTo("SERVICE_UNAVAILABLE");
    }
}

package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What isn't paid in time is given back without anybody asking. */
class ExpiryIT {
    @Test
    void a_booking_not_paid_in_time_is_cancelled_and_its_seats_are_free_again() throws Exception {
        try (var house = House.open(Map.of("SEAT_LOCK_SECONDS", "3"));
             var audience = Audience.at(house.neighbourhood().standIn(Neighbour.RABBITMQ).orElseThrow().url())) {
            Answer created = house.create("user123", "show456", "A1", "A2");
            assertThat(created.text("data.create_booking.message"))
                    .isEqualTo("Booking created successfully. Please complete payment within 3 seconds.");
            String id = created.text("data.create_booking.booking.id");

            // Nobody asks for the booking: its event is what tells of it.
            var cancelled = audience.hears(id, "booking.pending_payment", "booking.cancelled").getLast();
            assertThat(cancelled.json().text("reason")).isEqualTo("expired");
            assertThat(house.status(id)).isEqualTo("cancelled");
            Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(
                    house.neighbourhood().cinema().seatMap().seats("show456").get("A1")).isEmpty());

            assertThat(house.pay(id, "4242424242424242").text("data.process_payment.message"))
                    .isEqualTo("Booking expired. Seats are no longer reserved.");
            assertThat(house.neighbourhood().payments().ledger().entries()).isEmpty();
            assertThat(house.create("test_user_123", "show456", "A1", "A2").flag("data.create_booking.success")).isTrue();
        }
    }

    @Test
    void a_payment_that_comes_too_late_is_told_so_even_before_anybody_has_swept() {
        try (var house = House.open(Map.of("SEAT_LOCK_SECONDS", "1", "SWEEPERS_EVERY", "1m"))) {
            String id = house.booked();
            Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(
                    house.neighbourhood().cinema().seatMap().seats("show456").values()).allMatch(seat -> seat.isEmpty()));
            assertThat(house.status(id)).isEqualTo("pending_payment");
            Answer late = house.pay(id, "4242424242424242");
            assertThat(late.text("data.process_payment.message"))
                    .isEqualTo("Booking expired. Seats are no longer reserved.");
            assertThat(late.isNull("data.process_payment.booking")).isTrue();
            assertThat(house.status(id)).isEqualTo("cancelled");
        }
    }
}

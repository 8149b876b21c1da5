package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.sandbox.PaymentStandIn;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is told to stop brings to an end what was begun. */
class StoppingIT {
    @Test
    void a_payment_under_way_ends_well_and_its_events_are_published() throws Exception {
        try (var house = House.open();
             var audience = Audience.at(house.neighbourhood().standIn(Neighbour.RABBITMQ).orElseThrow().url())) {
            String id = house.booked();
            var payments = house.neighbourhood().payments().conduct();
            payments.hold(PaymentStandIn.Call.PROCESS);
            var paying = house.asking(House.payment(id, "4242424242424242"));
            Eventually.within(Duration.ofSeconds(10)).check(() ->
                    assertThat(payments.held(PaymentStandIn.Call.PROCESS)).isEqualTo(1));

            Thread stopping = Thread.ofVirtual().start(house::stop);
            Eventually.within(Duration.ofSeconds(10)).check(() ->
                    assertThat(house.ready()).as("readiness").isFalse());
            var late = house.asking("{ __typename }", "traceparent",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").join();
            assertThat(late.statusCode()).as("what comes now").isEqualTo(503);
            assertThat(late.body()).isEqualTo("{\"errors\":[{\"message\":\"The service is stopping, please retry\","
                    + "\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true,"
                    + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}}]}");
            payments.letGo(PaymentStandIn.Call.PROCESS);

            assertThat(Answer.of(paying.join()).flag("data.process_payment.success")).isTrue();
            assertThat(stopping.join(Duration.ofSeconds(30))).isTrue();
            audience.hears(id, "booking.pending_payment", "booking.confirmed");
        }
    }

    @Test
    void what_it_has_not_begun_is_taken_up_by_others_at_once() throws Exception {
        try (var house = House.open()) {
            List<String> bookings = Stream.generate(house::booked).limit(5).toList();
            bookings.forEach(id -> house.pay(id, "4242424242424242"));
            var payments = house.neighbourhood().payments().conduct();
            payments.hold(PaymentStandIn.Call.REFUND);
            bookings.forEach(house::cancel);
            Eventually.within(Duration.ofSeconds(10)).check(() ->
                    assertThat(payments.held(PaymentStandIn.Call.REFUND)).isEqualTo(1));

            Thread stopping = Thread.ofVirtual().start(house::stop);
            Eventually.within(Duration.ofSeconds(10)).check(() -> assertThat(house.ready()).isFalse());
            payments.letGo(PaymentStandIn.Call.REFUND);
            assertThat(stopping.join(Duration.ofSeconds(30))).isTrue();
            assertThat(payments.calls(PaymentStandIn.Call.REFUND)).as("refunds begun by who was stopped").isEqualTo(1);

            try (var other = House.open(house.neighbourhood().environment())) {
                Eventually.within(Duration.ofSeconds(30)).check(() -> assertThat(bookings)
                        .as("sooner than any lease runs out").extracting(other::status).containsOnly("refunded"));
            }
        }
    }
}

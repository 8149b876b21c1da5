package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.sandbox.PaymentStandIn;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.Test;

import java.time.Duration;

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
            assertThat(house.asking("{ __typename }").join().statusCode()).as("what comes now").isEqualTo(503);
            payments.letGo(PaymentStandIn.Call.PROCESS);

            assertThat(Answer.of(paying.join()).flag("data.process_payment.success")).isTrue();
            assertThat(stopping.join(Duration.ofSeconds(30))).isTrue();
            audience.hears(id, "booking.pending_payment", "booking.confirmed");
        }
    }
}

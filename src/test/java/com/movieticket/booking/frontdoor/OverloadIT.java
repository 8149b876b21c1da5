package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.PaymentStandIn.Call;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** More than the service can bear is turned away at once, whichever connections it comes over; nobody else notices. */
class OverloadIT {
    private static final int MOST = 3;

    @Test
    void one_request_too_many_is_turned_away_at_once_and_may_come_again() throws IOException {
        try (var house = House.open(Map.of("SERVER_MAX_REQUESTS", Integer.toString(MOST)))) {
            List<String> bookings = IntStream.range(0, MOST).mapToObj(_ -> house.booked()).toList();
            var payments = house.neighbourhood().payments().conduct();
            payments.hold(Call.PROCESS);
            List<CompletableFuture<HttpResponse<String>>> paying = bookings.stream()
                    .map(id -> house.asking(House.payment(id, "4242424242424242"))).toList();
            Eventually.within(Duration.ofSeconds(10)).check(() -> assertThat(payments.held(Call.PROCESS)).isEqualTo(MOST));

            double before = shed(house);
            var refused = house.asking("{ __typename }", "traceparent",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").join();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            assertThat(refused.body()).isEqualTo("{\"errors\":[{"
                    + "\"message\":\"The service has too much to do, please retry\","
                    + "\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true,"
                    + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}}]}");
            assertThat(house.ready()).as("readiness").isTrue();
            assertThat(shed(house)).as("counted as shed").isEqualTo(before + 1);

            payments.letGo(Call.PROCESS);
            assertThat(paying).allSatisfy(one ->
                    assertThat(Answer.of(one.join()).flag("data.process_payment.success")).isTrue());
            assertThat(house.asking("{ __typename }").join().statusCode()).isEqualTo(200);
        }
    }

    private static double shed(House house) throws IOException {
        return MetricsText.of(house.get("/metrics").body()).value("requests_shed_total");
    }
}

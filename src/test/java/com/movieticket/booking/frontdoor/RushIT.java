package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.UserStandIn.Call;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** More new bookings at once than can be worked on, all of which wait for a slow neighbour: each has its turn. */
class RushIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int BOOKINGS = 100;
    /** Half of seven eighths of what is set. */
    private static final int AT_ONCE = 28;

    @Test
    void all_succeed_and_no_more_are_under_way_than_can_be_borne() {
        Assumptions.assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "left out: with one processor there is no line");
        try (var house = House.open(Map.of("SERVER_MAX_REQUESTS", "64"));
             var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var users = house.neighbourhood().users().conduct();
            double shed = metric(house, "requests_shed_total");
            users.hold(Call.FIND);
            var bookings = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < BOOKINGS; i++) {
                String seat = (char) ('A' + i / 12) + "" + (1 + i % 12);
                bookings.add(client.sendAsync(House.request(house.url("/graphql"),
                        House.creation("user123", "show456", List.of(seat))), BodyHandlers.ofString()));
                if (bookings.size() == AT_ONCE) {
                    Eventually.within(SOON).check(() -> assertThat(users.held(Call.FIND)).isEqualTo(AT_ONCE));
                }
            }
            Eventually.within(SOON).check(() -> assertThat(metric(house, "requests_in_flight")).isEqualTo(BOOKINGS));
            assertThat(users.held(Call.FIND)).isEqualTo(AT_ONCE);

            users.letGo(Call.FIND);
            assertThat(bookings).allSatisfy(one ->
                    assertThat(Answer.of(one.join()).flag("data.create_booking.success")).isTrue());
            assertThat(metric(house, "requests_shed_total")).isEqualTo(shed);
            Eventually.within(SOON).check(() -> assertThat(metric(house, "requests_in_flight")).isZero());
        }
    }

    private static double metric(House house, String name) {
        try {
            return MetricsText.of(house.get("/metrics").body()).value(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package com.movieticket.booking.operations;

import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real Prometheus with our configuration finds in the service what rules and dashboard ask for. */
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;
    private static Optional<House> house = Optional.empty();
    private static Optional<Prometheus> prometheus = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        Tool program = Tool.installed("prometheus", "that the service can be watched is not tested");
        house = Optional.of(House.open());
        house.get().ask(House.creation("user123", "show456", List.of("A1")));
        prometheus = Optional.of(Prometheus.watching(house.get().url("/metrics"), program, folder));
        Eventually.within(PATIENCE).every(Duration.ofMillis(200)).check(() ->
                assertThat(prometheus.get().ask("up{job=\"booking-service\"} == 1")).hasSize(1));
    }

    @AfterAll
    static void stop() {
        prometheus.ifPresent(Prometheus::close);
        house.ifPresent(House::close);
    }

    private static Stream<Meter> expected() {
        return Stream.concat(Meter.ofTheJvm().stream(), Meter.promised().stream());
    }

    @Test
    void the_service_exposes_what_is_asked_of_it() {
        Set<String> exposed = series().stream().map(one -> one.at("__name__").text()).collect(Collectors.toSet());
        assertThat(exposed).containsAll(expected().map(Meter::name).toList());
    }

    @Test
    void what_is_promised_has_just_the_labels_and_values_that_are_promised() {
        Map<String, Meter> promised = Meter.promised().stream()
                .collect(Collectors.toMap(Meter::name, Function.identity()));
        List<Node> found = series().stream().filter(one -> promised.containsKey(one.at("__name__").text())).toList();
        assertThat(found).isNotEmpty().allSatisfy(one -> {
            Meter meter = promised.get(one.at("__name__").text());
            var labels = new LinkedHashMap<>(one.entries());
            labels.remove("__name__");
            assertThat(labels.keySet()).containsAll(meter.labels().keySet());
            labels.forEach((label, value) -> {
                assertThat(meter.has(label)).as(label + " of " + one.value()).isTrue();
                assertThat(meter.mayBe(label, value.text())).as(label + " of " + one.value()).isTrue();
            });
        });
    }

    @Test
    void every_rule_is_evaluated() {
        Eventually.within(PATIENCE).every(Duration.ofMillis(200)).check(() -> {
            List<Node> rules = prometheus.orElseThrow().get("/api/v1/rules").at("data", "groups").items().stream()
                    .flatMap(group -> group.at("rules").items().stream()).toList();
            assertThat(rules).hasSize(Rules.alerts().size() + Rules.recording().size())
                    .allSatisfy(rule -> assertThat(rule.at("health").text()).as(rule.value().toString())
                            .isEqualTo("ok"));
        });
    }

    @Test
    void no_alert_fires_when_all_is_well() {
        assertThat(prometheus.orElseThrow().ask("ALERTS{alertstate=\"firing\"}")).isEmpty();
    }

    @Test
    void every_query_of_the_dashboard_can_be_answered() {
        assertThat(Dashboard.read().queries()).allSatisfy(query -> prometheus.orElseThrow().ask(query));
    }

    /** Takes a minute: {@code -Dprometheus.full=true}. */
    @Test
    void a_minute_of_bookings_leaves_no_query_of_the_dashboard_without_data() {
        assumeTrue(Boolean.getBoolean("prometheus.full"), "takes a minute: -Dprometheus.full=true runs it");
        var seat = new AtomicInteger();
        Eventually.within(PATIENCE.multipliedBy(3)).every(Duration.ofMillis(500)).check(() -> {
            bookAndPay(seat.getAndIncrement());
            assertThat(prometheus.orElseThrow().ask("sum_over_time(up{job=\"booking-service\"}[5m]) >= 60")).hasSize(1);
        });
        assertThat(Dashboard.read().queries()).filteredOn(query -> !query.startsWith("ALERTS{")).allSatisfy(query ->
                assertThat(prometheus.orElseThrow().ask(query)).isNotEmpty());
        int paid = seat.get();
        counted("bookings_created_total{outcome=\"created\"}", 1 + paid);
        counted("payments_total{outcome=\"approved\"}", paid);
        counted("dependency_call_seconds_count{service=\"payment\",outcome=\"ok\"}", paid);
        counted("booking_events_published_total{outcome=\"unrouted\"}", 1 + 2 * paid);
        no_alert_fires_when_all_is_well();
    }

    /** Another seat each time, and then another showtime. */
    private static void bookAndPay(int number) {
        House open = house.orElseThrow();
        String seat = (char) ('B' + number % 9) + String.valueOf(1 + number / 9 % 12);
        String id = open.ask(House.creation("user123", number < 108 ? "show456" : "showtime_123", List.of(seat)))
                .text("data.create_booking.booking.id");
        assertThat(open.ask(House.payment(id, "4242424242424242")).flag("data.process_payment.success")).isTrue();
    }

    private static void counted(String metric, int times) {
        Eventually.within(PATIENCE).every(Duration.ofMillis(200)).check(() -> assertThat(prometheus.orElseThrow()
                .ask("sum(" + metric + ")").getFirst().at("value").items().get(1).text()).as(metric)
                .isEqualTo(String.valueOf(times)));
    }

    private static List<Node> series() {
        return prometheus.orElseThrow().get("/api/v1/series?match%5B%5D=%7Bjob%3D%22booking-service%22%7D")
                .at("data").items();
    }
}

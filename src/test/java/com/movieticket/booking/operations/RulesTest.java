package com.movieticket.booking.operations;

import com.movieticket.booking.operations.PromQl.Matching;
import com.movieticket.booking.operations.PromQl.Selector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Alerts and recording rules ask for what there is, and alerts say what to do. */
class RulesTest {
    static List<Rules.Alert> alerts() {
        return Rules.alerts();
    }

    static List<Rules.Recording> recording() {
        return Rules.recording();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_asks_for_what_there_is(Rules.Alert alert) {
        assertThat(PromQl.parse(alert.expression()).problems(Meter.known())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("recording")
    void a_recording_rule_asks_for_what_there_is(Rules.Recording rule) {
        assertThat(PromQl.parse(rule.expression()).problems(Meter.known())).isEmpty();
    }

    /** Others may have a metric of the same name in the same Prometheus. */
    @Test
    void whatever_is_scraped_is_asked_of_the_booking_service_alone() {
        assertThat(Stream.concat(Rules.alerts().stream().map(Rules.Alert::expression),
                        Rules.recording().stream().map(Rules.Recording::expression))
                .flatMap(expression -> PromQl.parse(expression).selectors().stream())
                .filter(selector -> !selector.metric().contains(":")))
                .allSatisfy(selector -> assertThat(selector.matchings())
                        .contains(new Matching("job", "=", "booking-service")));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_says_how_bad_it_is_and_what_to_do(Rules.Alert alert) {
        assertThat(alert.name()).startsWith("Booking");
        assertThat(alert.severity()).isIn("critical", "warning");
        assertThat(alert.annotation("summary")).isNotBlank().doesNotEndWith(".");
        assertThat(alert.annotation("description")).endsWith(".");
        assertThat(alert.annotation("runbook")).isEqualTo("docs/runbook.md#" + alert.name().toLowerCase());
    }

    @Test
    void names_are_given_once() {
        assertThat(Rules.alerts()).extracting(Rules.Alert::name).doesNotHaveDuplicates();
        assertThat(Rules.recording()).extracting(Rules.Recording::name).doesNotHaveDuplicates();
    }

    @Test
    void nothing_is_recorded_that_nobody_asks_for() {
        Set<String> asked = Stream.of(Rules.alerts().stream().map(Rules.Alert::expression),
                        Rules.recording().stream().map(Rules.Recording::expression),
                        Dashboard.read().queries().stream())
                .flatMap(expressions -> expressions)
                .flatMap(expression -> PromQl.parse(expression).selectors().stream())
                .map(Selector::metric).collect(Collectors.toSet());
        assertThat(Rules.recording()).extracting(Rules.Recording::name).allSatisfy(name ->
                assertThat(asked).contains(name));
    }

    @Test
    void every_alert_is_seen_to_fire() {
        Set<String> seen = Node.read(Rules.FOLDER + "tests/alerts-test.yml").at("tests").items().stream()
                .flatMap(test -> test.at("promql_expr_test").items().stream())
                .flatMap(query -> query.at("exp_samples").items().stream())
                .flatMap(sample -> PromQl.parse(sample.at("labels").text()).selectors().getFirst().matchings().stream())
                .filter(matching -> matching.label().equals("alertname"))
                .map(Matching::value).collect(Collectors.toSet());
        assertThat(seen).isEqualTo(Rules.alerts().stream().map(Rules.Alert::name).collect(Collectors.toSet()));
    }

    /** Silence says something only where what an alert asks for is there. */
    @Test
    void every_alert_is_seen_to_be_silent_on_a_good_day() {
        Node day = Node.read(Rules.FOLDER + "tests/alerts-test.yml").at("tests").items().stream()
                .filter(test -> test.at("name").text().equals("a good day")).findFirst().orElseThrow();
        assertThat(day.at("promql_expr_test").items()).isNotEmpty().allSatisfy(query -> {
            assertThat(PromQl.parse(query.at("expr").text()).selectors()).extracting(Selector::metric)
                    .contains("ALERTS");
            assertThat(query.at("exp_samples").items()).isEmpty();
        });
        Set<String> there = day.at("input_series").items().stream()
                .map(series -> series.at("series").text().replaceFirst("\\{.*", "")).collect(Collectors.toSet());
        Rules.recording().forEach(rule -> {
            if (there.containsAll(metrics(rule.expression()))) {
                there.add(rule.name());
            }
        });
        assertThat(Rules.alerts()).allSatisfy(alert ->
                assertThat(metrics(alert.expression())).as(alert.name()).isNotEmpty().isSubsetOf(there));
    }

    private static Set<String> metrics(String expression) {
        return PromQl.parse(expression).selectors().stream().map(Selector::metric).collect(Collectors.toSet());
    }

    /** So that the checks above would be seen to fail. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '\'', value = {
            "payment_total                                       @ there is no metric payment_total",
            "rate(payments_total{result=\"approved\"}[5m])       @ payments_total has no label result",
            "rate(payments_total{outcome=~\"approved|ok\"}[5m])  @ outcome of payments_total is never ok",
            "sum by (service) (rate(payments_total[5m]))         @ nothing that is asked for has the label service",
            "job:payments_attempted:rate5m{instance=\"a\"}       @ job:payments_attempted:rate5m has no label instance",
            "job_outcome:payments:rate5m{outcome=\"refused\"}    @ outcome of job_outcome:payments:rate5m is never refused",
            "1 + 2 * up unless on (job, pod) requests_in_flight  @ nothing that is asked for has the label pod"})
    void what_there_is_not_is_told(String expression, String problem) {
        assertThat(PromQl.parse(expression).problems(Meter.known())).containsExactly(problem);
    }
}

package com.movieticket.booking.operations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard asks for what there is, and says what it shows. */
class DashboardTest {
    private static final Dashboard DASHBOARD = Dashboard.read();

    static List<Node> panels() {
        return DASHBOARD.panels();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void a_panel_says_what_it_shows_and_in_what_unit(Node panel) {
        assertThat(panel.at("title").text()).isNotBlank();
        assertThat(panel.at("description").text()).endsWith(".");
        assertThat(panel.at("fieldConfig", "defaults", "unit").text()).isIn(
                "none", "short", "percentunit", "s", "reqps", "ops", "bytes");
        assertThat(panel.at("targets").items()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void a_panel_asks_for_what_there_is(Node panel) {
        assertThat(Dashboard.queries(panel)).allSatisfy(query -> {
            assertThat(query).doesNotContain("$");
            assertThat(PromQl.parse(query).problems(Meter.known())).isEmpty();
            assertThat(PromQl.parse(query).selectors()).isNotEmpty().allSatisfy(selector ->
                    assertThat(selector.matchings()).contains(new PromQl.Matching("job", "=", "booking-service")));
        });
    }

    @ParameterizedTest
    @MethodSource("panels")
    void a_panel_asks_the_source_that_is_chosen(Node panel) {
        assertThat(panel.at("datasource", "uid").text()).isEqualTo("${datasource}");
        assertThat(panel.at("targets").items()).allSatisfy(target ->
                assertThat(target.at("datasource", "uid").text()).isEqualTo("${datasource}"));
    }

    /** But for the sums of histograms, which only help to find means. */
    @Test
    void everything_that_the_service_promises_is_shown() {
        Set<String> shown = DASHBOARD.queries().stream().flatMap(DashboardTest::metrics)
                .collect(Collectors.toCollection(HashSet::new));
        Rules.recording().reversed().forEach(rule -> {
            if (shown.contains(rule.name())) {
                metrics(rule.expression()).forEach(shown::add);
            }
        });
        assertThat(Meter.promised()).extracting(Meter::name).filteredOn(name -> !name.endsWith("_sum"))
                .isSubsetOf(shown);
    }

    private static Stream<String> metrics(String query) {
        return PromQl.parse(query).selectors().stream().map(PromQl.Selector::metric);
    }

    @Test
    void it_has_a_row_for_each_concern() {
        assertThat(DASHBOARD.rows()).containsExactly("Service level", "Bookings and payments", "Dependencies",
                "Outbox and refunds", "Sweepers", "JVM");
    }

    @Test
    void panels_have_ids_of_their_own_and_do_not_overlap() {
        List<Node> all = DASHBOARD.json().at("panels").items();
        assertThat(all).extracting(panel -> panel.at("id").number()).doesNotHaveDuplicates();
        var taken = new HashSet<String>();
        for (Node panel : all) {
            Node place = panel.at("gridPos");
            assertThat(place.at("x").number() + place.at("w").number()).as(panel.place()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.at("w").number(); x++) {
                for (int y = 0; y < place.at("h").number(); y++) {
                    assertThat(taken.add((place.at("x").number() + x) + "," + (place.at("y").number() + y)))
                            .as(panel.at("title").text() + " has its place for itself").isTrue();
                }
            }
        }
    }
}

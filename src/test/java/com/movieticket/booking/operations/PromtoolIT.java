package com.movieticket.booking.operations;

import com.movieticket.booking.frontdoor.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Prometheus' own tool approves of the rules, and sees each alert fire for what it is about, and for nothing else. */
class PromtoolIT {
    private Tool promtool;

    @BeforeEach
    void find() {
        promtool = Tool.installed("promtool", "that alerts fire when they should is not tested");
    }

    @Test
    void the_configuration_and_its_rules_are_well_formed() {
        assertSucceeds("check", "config", Rules.FOLDER + "prometheus.yml");
    }

    @Test
    void every_alert_fires_for_what_it_is_about_and_is_silent_on_a_good_day() {
        assertSucceeds("test", "rules", Rules.FOLDER + "tests/alerts-test.yml");
    }

    @Test
    void the_queries_of_the_dashboard_are_well_formed(@TempDir Path folder) throws IOException {
        List<String> queries = Dashboard.read().queries();
        var rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        for (int i = 0; i < queries.size(); i++) {
            rules.append("      - record: query:").append(i).append("\n        expr: '").append(queries.get(i))
                    .append("'\n");
        }
        Path file = Files.writeString(folder.resolve("queries.yml"), rules);
        assertSucceeds("check", "rules", file.toString());
    }

    @Test
    void the_metrics_of_the_service_are_well_formed(@TempDir Path folder) throws IOException, InterruptedException {
        try (var house = House.open(); var client = HttpClient.newHttpClient()) {
            house.ask(House.creation("user123", "show456", List.of("A1")));
            Path metrics = folder.resolve("metrics.txt");
            client.send(HttpRequest.newBuilder(house.url("/metrics")).build(), BodyHandlers.ofFile(metrics));
            Tool.Run run = promtool.runOn(metrics, "check", "metrics");
            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(run.output()).isEmpty();
        }
    }

    private void assertSucceeds(String... arguments) {
        Tool.Run run = promtool.run(Map.of(), arguments);
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("SUCCESS");
    }
}

package com.movieticket.booking.operations;

import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.Variables;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code deploy/compose.yaml} hangs together, sets what the service reads, and gives nobody more rights than needed. */
class ComposeTest {
    private static final String FOLDER = "deploy/";
    private static final Set<String> FIELDS = Set.of("image", "build", "hostname", "user", "read_only", "tmpfs",
            "environment", "entrypoint", "command", "volumes", "ports", "healthcheck", "depends_on", "networks",
            "ulimits", "deploy", "restart", "security_opt", "cap_drop", "logging", "stop_grace_period");
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)(:[?-][^}]*)?}");
    /** They keep their data in a volume, and write beside it as they like. */
    private static final Set<String> STORES = Set.of("mongodb", "rabbitmq");

    private final Node compose = Node.read(FOLDER + "compose.yaml");
    private final Map<String, Node> services = compose.at("services").entries();
    private final Node booking = compose.at("services", "booking-service");

    /** As Compose would fill it in, with an address or a word for each variable. */
    private static String filledIn(String value) {
        return VARIABLE.matcher(value).replaceAll(variable -> Matcher.quoteReplacement(switch (variable.group(1)) {
            case "USER_SERVICE_URL", "PAYMENT_SERVICE_URL" -> "http://neighbour.example";
            case "CINEMA_SERVICE_GRPC_URL" -> "neighbour.example:9090";
            default -> "0123456789abcdef0123456789abcdef";
        }));
    }

    private Settings settings() {
        return TheService.settings(booking.at("environment").entries().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> filledIn(entry.getValue().text()))));
    }

    @Test
    void every_part_has_fields_that_are_meant() {
        assertThat(compose.entries().keySet()).containsExactlyInAnyOrder("name", "x-hardened", "services", "networks",
                "volumes");
        assertThat(services.keySet()).containsExactly("booking-service", "mongodb", "rabbitmq", "kong", "prometheus",
                "grafana");
        assertThat(services.values()).allSatisfy(service ->
                assertThat(FIELDS).as(service.place()).containsAll(service.entries().keySet()));
    }

    @Test
    void the_service_gets_settings_that_it_has_and_starts_with_them() {
        assertThat(Variables.all()).containsAll(booking.at("environment").entries().keySet());
        assertThat(settings().mongodb().uri()).contains("@mongodb:27017/movie_booking");
        assertThat(settings().rabbitmq().uri()).contains("@rabbitmq:5672/");
    }

    @Test
    void ports_and_names_are_the_same_on_both_sides() {
        int port = settings().server().port();
        assertThat(Node.read("deploy/kong.yml").at("upstreams", 0, "targets", 0, "target").text())
                .isEqualTo("booking-service:" + port);
        Node found = Node.read(Rules.FOLDER + "prometheus.yml").at("scrape_configs", 0, "dns_sd_configs", 0);
        assertThat(found.at("names").texts()).containsExactly("booking-service");
        assertThat(found.at("port").number()).isEqualTo(port);
        assertThat(Node.read("deploy/grafana/provisioning/datasources/prometheus.yml").at("datasources", 0, "url")
                .text()).isEqualTo("http://prometheus:9090");
        assertThat(compose.at("services", "mongodb", "entrypoint").texts().getLast())
                .contains("--replSet booking ");
        assertThat(settings().mongodb().uri()).endsWith("&replicaSet=booking");
        assertThat(compose.at("services", "mongodb", "healthcheck", "test").texts().getLast())
                .contains("_id: 'booking'");
    }

    @Test
    void the_gateway_alone_is_believed_who_the_client_is() {
        assertThat(booking.at("environment", "RATE_LIMIT_TRUSTED_PROXIES").text())
                .isEqualTo(compose.at("networks", "edge", "ipam", "config", 0, "subnet").text());
        assertThat(services.entrySet().stream().filter(it -> it.getValue().at("networks").texts().contains("edge"))
                .map(Map.Entry::getKey)).containsExactlyInAnyOrder("booking-service", "kong");
    }

    @Test
    void what_is_named_is_there() {
        assertThat(services.values()).allSatisfy(service -> {
            assertThat(compose.at("networks").entries().keySet()).containsAll(service.at("networks").texts());
            if (service.has("depends_on")) {
                service.at("depends_on").entries().forEach((name, dependency) ->
                        assertThat(dependency.at("condition").text()).isEqualTo(
                                services.get(name).has("healthcheck") ? "service_healthy" : "service_started"));
            }
            if (service.has("volumes")) {
                assertThat(service.at("volumes").texts()).allSatisfy(this::assertThere);
            }
        });
    }

    private void assertThere(String volume) {
        String source = volume.substring(0, volume.indexOf(':'));
        if (source.startsWith("./")) {
            assertThat(Files.exists(Path.of(FOLDER, source))).as(volume).isTrue();
            assertThat(volume).endsWith(":ro");
        } else {
            assertThat(compose.at("volumes").entries()).containsKey(source);
        }
    }

    @Test
    void nobody_has_rights_or_room_without_limit() {
        services.forEach((name, service) -> {
            assertThat(service.at("security_opt").texts()).as(name).contains("no-new-privileges:true");
            assertThat(service.at("cap_drop").texts()).as(name).containsExactly("ALL");
            assertThat(service.at("deploy", "resources", "limits").entries()).as(name)
                    .containsKeys("cpus", "memory", "pids");
            assertThat(STORES.contains(name) || service.at("read_only").flag()).as(name + " is read-only").isTrue();
            if (service.has("user")) {
                assertThat(service.at("user").text()).as(name).matches("[1-9]\\d*:\\d+");
            }
        });
    }

    @Test
    void ports_are_open_to_this_machine_alone() {
        List<String> open = services.values().stream().filter(service -> service.has("ports"))
                .flatMap(service -> service.at("ports").texts().stream()).toList();
        assertThat(open).containsExactly("127.0.0.1:8000:8000", "127.0.0.1:9090:9090", "127.0.0.1:3000:3000");
        assertThat(compose.at("networks", "stores", "internal").flag()).isTrue();
    }

    @Test
    void every_variable_is_explained_in_the_example_and_no_other() {
        Set<String> asked = VARIABLE.matcher(TheService.read(FOLDER + "compose.yaml")).results()
                .map(variable -> variable.group(1)).collect(Collectors.toSet());
        Set<String> explained = Pattern.compile("(?m)^(\\w+)=").matcher(TheService.read(FOLDER + "compose.env.example"))
                .results().map((MatchResult line) -> line.group(1)).collect(Collectors.toSet());
        assertThat(asked).isEqualTo(explained);
    }

    @Test
    void secrets_stand_elsewhere() {
        assertThat(compose.everything().filter(node -> node.place().matches(".*/\\w*(PASS|PASSWORD|SECRET|TOKEN)")))
                .isNotEmpty().allSatisfy(secret -> assertThat(secret.text()).matches(VARIABLE.pattern()));
        assertThat(TheService.read(".gitignore")).contains("deploy/.env");
    }

    @Test
    void the_service_is_run_as_it_is_built_and_has_time_to_stop() {
        assertThat(booking.at("image").text()).isEqualTo(TheService.image());
        assertThat(booking.at("build", "dockerfile").text()).isEqualTo("deploy/Containerfile");
        String grace = booking.at("stop_grace_period").text();
        assertThat(Duration.parse("PT" + grace)).isGreaterThan(TheService.longestStop(settings()));
    }
}

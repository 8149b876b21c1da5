package com.movieticket.booking.operations;

import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Tokens;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code deploy/kong.yml} holds nothing that Kong 3 doesn't know, and leads to the service. The fields are those of Kong's
 * schemas, of the entities and plugins that are used.
 */
class KongTest {
    private static final Set<String> SERVICE = Set.of("name", "host", "port", "protocol", "path", "retries",
            "connect_timeout", "write_timeout", "read_timeout", "enabled", "tags", "routes", "plugins");
    private static final Set<String> ROUTE = Set.of("name", "paths", "hosts", "methods", "headers", "protocols",
            "strip_path", "preserve_host", "regex_priority", "path_handling", "https_redirect_status_code",
            "request_buffering", "response_buffering", "tags", "plugins");
    private static final Set<String> UPSTREAM = Set.of("name", "algorithm", "slots", "targets", "healthchecks", "tags");
    private static final Set<String> ACTIVE = Set.of("type", "timeout", "concurrency", "http_path", "healthy",
            "unhealthy");
    private static final Set<String> PASSIVE = Set.of("type", "healthy", "unhealthy");
    private static final Set<String> HEALTHY = Set.of("interval", "http_statuses", "successes");
    private static final Set<String> UNHEALTHY =
            Set.of("interval", "http_statuses", "http_failures", "tcp_failures", "timeouts");
    private static final Map<String, Set<String>> PLUGINS = Map.of(
            "jwt", Set.of("key_claim_name", "claims_to_verify", "header_names", "uri_param_names", "cookie_names",
                    "secret_is_base64", "run_on_preflight", "maximum_expiration", "anonymous"),
            "rate-limiting", Set.of("second", "minute", "hour", "day", "limit_by", "policy", "fault_tolerant",
                    "hide_client_headers", "error_code", "error_message"),
            "cors", Set.of("origins", "methods", "headers", "exposed_headers", "credentials", "max_age",
                    "preflight_continue"),
            "request-size-limiting", Set.of("allowed_payload_size", "size_unit", "require_content_length"),
            "correlation-id", Set.of("header_name", "generator", "echo_downstream"));

    private final Node kong = Node.read("deploy/kong.yml");
    private final Settings settings = TheService.settings(Map.of());

    private static void assertKnown(Node node, Set<String> fields) {
        assertThat(fields).as(node.place()).containsAll(node.entries().keySet());
    }

    private List<Node> services() {
        return kong.at("services").items();
    }

    private Node route(String name) {
        return services().stream().flatMap(service -> service.at("routes").items().stream())
                .filter(route -> route.at("name").text().equals(name)).findFirst().orElseThrow();
    }

    private static Node plugin(Node of, String name) {
        return of.at("plugins").items().stream().filter(plugin -> plugin.at("name").text().equals(name))
                .findFirst().orElseThrow().at("config");
    }

    @Test
    void every_entity_has_fields_that_kong_knows() {
        assertKnown(kong, Set.of("_format_version", "_transform", "services", "upstreams", "consumers", "plugins"));
        assertThat(kong.at("_format_version").value()).as("a text, not a number").isEqualTo("3.0");
        services().forEach(service -> {
            assertKnown(service, SERVICE);
            service.at("routes").items().forEach(route -> assertKnown(route, ROUTE));
        });
        kong.at("upstreams").items().forEach(upstream -> {
            assertKnown(upstream, UPSTREAM);
            upstream.at("targets").items().forEach(target -> assertKnown(target, Set.of("target", "weight")));
            assertKnown(upstream.at("healthchecks"), Set.of("active", "passive"));
            assertKnown(upstream.at("healthchecks", "active"), ACTIVE);
            assertKnown(upstream.at("healthchecks", "passive"), PASSIVE);
        });
        kong.everything().filter(node -> node.place().endsWith("/healthy")).forEach(it -> assertKnown(it, HEALTHY));
        kong.everything().filter(node -> node.place().endsWith("/unhealthy")).forEach(it -> assertKnown(it, UNHEALTHY));
        kong.at("consumers").items().forEach(consumer -> {
            assertKnown(consumer, Set.of("username", "custom_id", "tags", "jwt_secrets"));
            consumer.at("jwt_secrets").items()
                    .forEach(secret -> assertKnown(secret, Set.of("key", "algorithm", "secret", "tags")));
        });
    }

    @Test
    void every_plugin_is_one_of_kongs_own_with_fields_that_it_knows() {
        List<Node> plugins = kong.everything().filter(node -> node.place().matches(".*/plugins/\\d+")).toList();
        assertThat(plugins).hasSizeGreaterThan(4).allSatisfy(plugin -> {
            assertKnown(plugin, Set.of("name", "config", "enabled", "tags"));
            assertThat(PLUGINS).containsKey(plugin.at("name").text());
            assertKnown(plugin.at("config"), PLUGINS.get(plugin.at("name").text()));
        });
    }

    @Test
    void services_lead_to_the_upstream_and_that_to_the_instances() {
        List<String> upstreams = kong.at("upstreams").items().stream().map(it -> it.at("name").text()).toList();
        assertThat(services()).allSatisfy(service -> assertThat(upstreams).contains(service.at("host").text()));
        assertThat(kong.at("upstreams", 0, "targets").items()).singleElement().satisfies(target ->
                assertThat(target.at("target").text()).isEqualTo("booking-service:" + settings.server().port()));
        assertThat(kong.at("upstreams", 0, "healthchecks", "active", "http_path").text()).isEqualTo("/health/ready");
    }

    @Test
    void graphql_keeps_its_path_and_health_gets_the_services() {
        assertThat(route("graphql").at("paths").texts()).containsExactly("/graphql");
        assertThat(route("graphql").at("strip_path").flag()).isFalse();
        assertThat(route("graphql").at("methods").texts()).containsExactly("GET", "POST", "OPTIONS");

        String path = route("health").at("paths", 0).text();
        assertThat(path).startsWith("~");
        Pattern health = Pattern.compile("^" + path.substring(1));
        assertThat(Stream.of("/health/booking/ready", "/health/bookings", "/health", "/metrics"))
                .noneMatch(other -> health.matcher(other).find());
        assertThat(health.matcher("/health/booking").replaceFirst("/health")).isEqualTo("/health");
        assertThat(route("health").at("strip_path").flag()).isTrue();
        assertThat(services().get(1).at("path").text()).isEqualTo("/health");
    }

    @Test
    void kong_waits_longer_than_a_request_may_take() {
        assertThat(services().getFirst().at("read_timeout").number())
                .isGreaterThan(Math.toIntExact(settings.graphql().timeLimit().toMillis()));
        assertThat(kong.at("upstreams", 0, "healthchecks", "active", "timeout").number()).isGreaterThan(2);
    }

    @Test
    void tokens_are_those_of_the_user_service_and_stand_in_a_header_alone() {
        Node jwt = plugin(route("graphql"), "jwt");
        assertThat(jwt.at("key_claim_name").text()).isEqualTo("iss");
        assertThat(jwt.at("claims_to_verify").texts()).contains("exp");
        assertThat(jwt.at("uri_param_names").items()).isEmpty();
        assertThat(jwt.at("cookie_names").items()).isEmpty();
        Node credential = kong.at("consumers", 0, "jwt_secrets", 0);
        assertThat(credential.at("key").text()).isEqualTo(Tokens.ISSUER);
        assertThat(credential.at("algorithm").text()).isEqualTo("HS256");
    }

    /** Kong resolves no references in a credential: it would take {@code {vault://…}} itself for the secret. */
    @Test
    void no_secret_stands_in_the_file_and_none_is_left_to_kong_to_find() {
        assertThat(kong.at("consumers", 0, "jwt_secrets", 0, "secret").text()).isEqualTo("${JWT_SECRET}");
        assertThat(kong.everything().filter(node -> node.value() instanceof String).map(Node::text))
                .noneMatch(text -> text.contains("{vault:"));
    }

    /** All users come with the one credential of their issuer: by credential they would share one limit. */
    @Test
    void clients_are_limited_by_their_address() {
        assertThat(kong.everything().filter(node -> node.place().endsWith("/limit_by"))).isNotEmpty()
                .allSatisfy(by -> assertThat(by.text()).isEqualTo("ip"));
    }

    @Test
    void a_page_may_send_what_the_service_reads() {
        Node cors = plugin(route("graphql"), "cors");
        assertThat(cors.at("headers").texts()).contains("Authorization", "Content-Type", "Idempotency-Key", "traceparent");
        assertThat(cors.at("origins").texts()).isNotEmpty().doesNotContain("*");
    }
}

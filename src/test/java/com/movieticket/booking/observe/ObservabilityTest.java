package com.movieticket.booking.observe;

import com.movieticket.booking.testing.TestClock;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Health and metrics as they are seen over HTTP. */
class ObservabilityTest {
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration KEEP = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics();
    private Optional<WebServer> server = Optional.empty();

    @AfterEach
    void stop() {
        http.close();
        metrics.close();
        server.ifPresent(WebServer::stop);
    }

    @Test
    void is_healthy_in_the_words_of_the_api_document() throws Exception {
        start(ok("mongodb", true), failed("rabbitmq", false));
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"healthy\",\"service\":\"booking-service\"}");
        assertThat(answer.headers().firstValue("content-type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void is_unhealthy_only_without_what_nothing_works_without() throws Exception {
        start(failed("mongodb", true), ok("rabbitmq", false));
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"status\":\"unhealthy\",\"service\":\"booking-service\"}");
    }

    @Test
    void does_not_ask_the_others_for_overall_health() throws Exception {
        var asked = new AtomicInteger();
        start(ok("mongodb", true), Probe.optional("rabbitmq", () -> {
            asked.incrementAndGet();
            return Optional.empty();
        }));
        get("/health");
        assertThat(asked).hasValue(0);
    }

    @Test
    void is_degraded_but_ready_without_what_it_can_do_without() throws Exception {
        start(ok("mongodb", true), failed("rabbitmq", false));
        HttpResponse<String> answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(check(answer, "mongodb").stringValue("state")).contains("ok");
        JsonObject rabbitmq = check(answer, "rabbitmq");
        assertThat(rabbitmq.stringValue("state")).contains("degraded");
        assertThat(rabbitmq.stringValue("problem")).contains("refused");
        assertThat(rabbitmq.booleanValue("required")).contains(false);
        assertThat(rabbitmq.stringValue("since")).contains("2026-01-01T00:00:00Z");
        assertThat(rabbitmq.intValue("latency_ms")).contains(0);
    }

    @Test
    void is_degraded_while_the_circuit_of_a_dependency_is_open() throws Exception {
        var since = Instant.parse("2026-01-01T00:00:07Z");
        start(ok("mongodb", true), ok("user-service", false)
                .telling(() -> new Probe.Circuit("open", false, since, 20)));
        HttpResponse<String> answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject users = check(answer, "user-service");
        assertThat(users.stringValue("state")).contains("degraded");
        assertThat(users.stringValue("circuit")).contains("open");
        assertThat(users.stringValue("circuit_since")).contains(since.toString());
        assertThat(users.intValue("calls_in_flight")).contains(20);
    }

    @Test
    void is_not_ready_without_what_nothing_works_without() throws Exception {
        start(failed("mongodb", true), ok("rabbitmq", false));
        HttpResponse<String> answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(check(answer, "mongodb").stringValue("state")).contains("failed");
        assertThat(check(answer, "rabbitmq").stringValue("state")).contains("ok");
    }

    @Test
    void lists_every_check_in_order_and_one_by_name() throws Exception {
        start(ok("mongodb", true), ok("rabbitmq", false), ok("user-service", false), ok("payment-service", false),
                ok("cinema-service", false));
        assertThat(checks(get("/health/ready")).keySet()).containsExactly(
                "mongodb", "rabbitmq", "user-service", "payment-service", "cinema-service");
        assertThat(get("/health/ready/cinema-service").body()).contains("\"cinema-service\"").contains("\"ok\"");
        assertThat(get("/health/ready/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void is_alive_whatever_happens_around_it() throws Exception {
        start(failed("mongodb", true));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void has_started_when_it_is_told_so() throws Exception {
        Observability observability = start(ok("mongodb", true));
        assertThat(get("/health/started").statusCode()).isEqualTo(503);
        observability.started();
        assertThat(get("/health/started").statusCode()).isEqualTo(200);
    }

    @Test
    void a_dependency_is_asked_once_in_a_while() throws Exception {
        var asked = new AtomicInteger();
        start(Probe.required("mongodb", () -> {
            asked.incrementAndGet();
            return Optional.empty();
        }));
        for (int i = 0; i < 3; i++) {
            get("/health");
            get("/health/ready");
        }
        clock.advance(KEEP.minusMillis(1));
        get("/health");
        assertThat(asked).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        get("/health");
        assertThat(asked).hasValue(2);
    }

    @Test
    void tells_since_when_a_dependency_is_away_and_back() throws Exception {
        var well = new AtomicBoolean(true);
        start(Probe.required("mongodb", () -> well.get() ? Optional.empty() : Optional.of("gone")));
        assertThat(check(get("/health/ready"), "mongodb").stringValue("since")).contains("2026-01-01T00:00:00Z");
        well.set(false);
        clock.advance(KEEP);
        assertThat(check(get("/health/ready"), "mongodb").stringValue("since")).contains("2026-01-01T00:00:05Z");
        clock.advance(KEEP);
        assertThat(check(get("/health/ready"), "mongodb").stringValue("since")).contains("2026-01-01T00:00:05Z");
        well.set(true);
        clock.advance(KEEP);
        assertThat(check(get("/health/ready"), "mongodb").stringValue("since")).contains("2026-01-01T00:00:15Z");
    }

    @Test
    void slow_dependencies_hold_the_report_up_for_no_longer_than_one_of_them_may() throws Exception {
        var never = new CountDownLatch(1);
        Probe.Question slow = () -> {
            never.await();
            return Optional.empty();
        };
        start(ok("mongodb", true), Probe.optional("a", slow), Probe.optional("b", slow), Probe.optional("c", slow),
                Probe.optional("d", slow));
        long start = System.nanoTime();
        HttpResponse<String> answer = get("/health/ready");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT, LIMIT.multipliedBy(4).minusMillis(1));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(check(answer, "d").stringValue("problem")).contains("no answer within 500 ms");
    }

    @Test
    void a_dependency_that_never_answers_is_not_asked_again_meanwhile() throws Exception {
        var asked = new AtomicInteger();
        var never = new CountDownLatch(1);
        start(Probe.required("mongodb", () -> {
            asked.incrementAndGet();
            awaitDeafly(never);
            return Optional.empty();
        }));
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(get("/health").statusCode()).isEqualTo(503);
                clock.advance(KEEP);
            }
            assertThat(asked).hasValue(1);
        } finally {
            never.countDown();
        }
    }

    @Test
    void what_a_failing_question_says_stays_inside() throws Exception {
        start(Probe.required("mongodb", () -> {
            throw new IOException("admin:secret@10.0.0.1 refused");
        }));
        HttpResponse<String> answer = get("/health/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("secret", "10.0.0.1", "IOException").contains("can't be asked");
    }

    @Test
    void metrics_have_help_and_type_and_nothing_is_named_twice() throws Exception {
        start(ok("mongodb", true));
        String text = get("/metrics").body();
        var families = Pattern.compile("(?m)^# TYPE (\\S+) \\S+$").matcher(text).results().map(r -> r.group(1)).toList();
        assertThat(families).isNotEmpty().doesNotHaveDuplicates();
        assertThat(families).allSatisfy(
                family -> assertThat(text).containsPattern("(?m)^# HELP " + Pattern.quote(family) + " \\S.+$"));
        var sampled = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)[ {]").matcher(text).results().map(r -> r.group(1)).toList();
        assertThat(sampled).allSatisfy(name -> assertThat(families).anyMatch(name::startsWith));
    }

    /** What {@code promtool check metrics} would object to. */
    @Test
    void metrics_are_named_as_prometheus_expects() throws Exception {
        start(ok("mongodb", true));
        Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$").matcher(get("/metrics").body()).results().forEach(family -> {
            assertThat(family.group(1)).matches("[a-z][a-z0-9_]*").doesNotEndWith("_count");
            assertThat(family.group(1).endsWith("_total")).as(family.group()).isEqualTo(family.group(2).equals("counter"));
        });
    }

    @Test
    void metrics_tell_the_build_and_the_machine() throws Exception {
        start(ok("mongodb", true));
        String text = get("/metrics").body();
        assertThat(text).containsPattern("(?m)^build_info\\{revision=\"[^\"$]+\",.*version=\"\\d[^\"$]*\",?} 1\\.0$");
        assertThat(text).contains("memory_used_heap_bytes", "gc_total", "jvm_uptime_seconds", "jvm_threads_live",
                "jvm_threads_peak", "jvm_threads_daemon", "jvm_classes_loaded");
    }

    @Test
    void prometheus_gets_open_metrics_when_it_prefers_them() throws Exception {
        start(ok("mongodb", true));
        HttpResponse<String> answer = get("/metrics", "application/openmetrics-text;version=1.0.0;q=0.8,"
                + "application/openmetrics-text;version=0.0.1;q=0.7,text/plain;version=0.0.4;q=0.6,*/*;q=0.1");
        assertThat(answer.headers().firstValue("content-type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    @Test
    void nothing_is_there_under_the_framework_s_own_addresses() throws Exception {
        start(ok("mongodb", true));
        assertThat(get("/observe/health").statusCode()).isEqualTo(404);
        assertThat(get("/observe/metrics").statusCode()).isEqualTo(404);
    }

    private static Probe ok(String name, boolean required) {
        return new Probe(name, required, Optional::empty, Optional.empty());
    }

    private static Probe failed(String name, boolean required) {
        return new Probe(name, required, () -> Optional.of("refused"), Optional.empty());
    }

    private static void awaitDeafly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // That is what deaf means.
            }
        }
    }

    private Observability start(Probe... probes) {
        var observability = new Observability(List.of(probes), 100, () -> 0, String::getBytes, metrics, LIMIT, KEEP, clock);
        var config = WebServer.builder().port(0).address(InetAddress.getLoopbackAddress());
        var routing = HttpRouting.builder();
        observability.register(config, routing);
        server = Optional.of(config.addRouting(routing).build().start());
        return observability;
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.orElseThrow().port() + path);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "*/*");
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).header("Accept", accept).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject check(HttpResponse<String> answer, String name) {
        return checks(answer).get(name).objectValue("data").orElseThrow();
    }

    private static Map<String, JsonObject> checks(HttpResponse<String> answer) {
        return JsonParser.create(answer.body()).readJsonObject().arrayValue("checks").orElseThrow().values().stream()
                .map(value -> (JsonObject) value)
                .collect(Collectors.toMap(check -> check.stringValue("name").orElseThrow(), check -> check,
                        (one, _) -> one, LinkedHashMap::new));
    }
}

package com.movieticket.booking.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A series that may be asked for, by the name that Prometheus knows it by.
 *
 * @param labels with the values that each may have; none named = any
 */
record Meter(String name, Map<String, Set<String>> labels) {
    /** Labels that Prometheus adds to whatever it scrapes. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");
    /** Labels that the framework adds to whatever it exposes. */
    private static final Set<String> OF_THE_FRAMEWORK = Set.of("scope");

    /** The metrics that the service promises, as the contract lists them; with the parts that a histogram has. */
    static List<Meter> promised() {
        var services = Set.of("user", "cinema", "payment", "mongodb", "rabbitmq");
        var sweepers = Set.of("expiry", "resume", "refund", "outbox");
        return Stream.of(
                one("bookings_created_total", Map.of("outcome", Set.of("created", "seats_unavailable", "user_not_found",
                        "showtime_not_found", "invalid", "unavailable", "error"))),
                one("payments_total", Map.of("outcome", Set.of("approved", "declined", "unknown", "expired",
                        "in_progress", "not_payable", "unavailable", "error"))),
                one("payment_refunds_total", Map.of("outcome", Set.of("done", "retried", "refused"))),
                one("bookings_cancelled_total", Map.of("reason", Set.of("expired", "user"))),
                one("seat_locks", Map.of("state", Set.of("active", "expired"))),
                histogram("dependency_call_seconds", Map.of("service", services, "operation", Set.of(),
                        "outcome", Set.of("ok", "refused", "timeout", "error", "rejected"))),
                one("circuit_breaker_state", Map.of("service", services)),
                one("booking_events_published_total", Map.of("event_type", Set.of("booking.pending_payment",
                                "booking.confirmed", "booking.cancelled", "booking.refunded"),
                        "outcome", Set.of("confirmed", "unrouted", "nacked", "error"))),
                one("booking_outbox_events", Map.of()), one("booking_outbox_oldest_seconds", Map.of()),
                one("refunds_open", Map.of()), one("refunds_oldest_seconds", Map.of()),
                one("sweeper_runs_total", Map.of("sweeper", sweepers)),
                one("sweeper_claims_lost_total", Map.of("sweeper", sweepers)),
                histogram("graphql_request_seconds", Map.of("operation", Set.of(),
                        "outcome", Set.of("ok", "refused", "error"))),
                one("requests_in_flight", Map.of()),
                one("requests_shed_total", Map.of()), one("requests_rate_limited_total", Map.of()),
                one("build_info", Map.of("version", Set.of(), "revision", Set.of()))
        ).flatMap(parts -> parts).toList();
    }

    /** Those of the JVM that dashboard and alerts use. */
    static List<Meter> ofTheJvm() {
        return Stream.of(
                one("memory_used_heap_bytes", Map.of()), one("memory_max_heap_bytes", Map.of()),
                one("memory_committed_heap_bytes", Map.of()), one("gc_total", Map.of("name", Set.of())),
                one("jvm_threads_live", Map.of()), one("jvm_uptime_seconds", Map.of()),
                one("cpu_system_load_average", Map.of()), one("cpu_available_processors", Map.of())
        ).flatMap(parts -> parts).toList();
    }

    /** What Prometheus says of itself. */
    static List<Meter> ofPrometheus() {
        return List.of(new Meter("up", Map.of()),
                new Meter("ALERTS", Map.of("alertname", Set.of(), "alertstate", Set.of("pending", "firing"))));
    }

    /** Everything that a recording rule can be made of. */
    static Map<String, Meter> raw() {
        return Stream.of(promised(), ofTheJvm(), ofPrometheus()).flatMap(List::stream)
                .collect(Collectors.toMap(Meter::name, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }

    /** What can be asked for: all that is raw, and what the recording rules make of it. */
    static Map<String, Meter> known() {
        Map<String, Meter> known = raw();
        Rules.recording().forEach(rule -> {
            Meter recorded = recorded(rule.name(), PromQl.parse(rule.expression()), known);
            known.put(recorded.name(), recorded);
        });
        return known;
    }

    /** The level in front of its name says which labels it has; their values are those of what it is made of. */
    private static Meter recorded(String name, PromQl expression, Map<String, Meter> known) {
        var labels = new LinkedHashMap<String, Set<String>>();
        for (String label : name.substring(0, name.indexOf(':')).split("_")) {
            var values = new TreeSet<String>();
            expression.selectors().stream().map(selector -> known.get(selector.metric()))
                    .filter(Objects::nonNull)
                    .forEach(meter -> values.addAll(meter.labels().getOrDefault(label, Set.of())));
            labels.put(label, values);
        }
        return new Meter(name, labels);
    }

    private static Stream<Meter> one(String name, Map<String, Set<String>> labels) {
        return Stream.of(new Meter(name, labels));
    }

    private static Stream<Meter> histogram(String name, Map<String, Set<String>> labels) {
        var ofBuckets = new LinkedHashMap<>(labels);
        ofBuckets.put("le", Set.of());
        return Stream.of(new Meter(name + "_bucket", ofBuckets), new Meter(name + "_sum", labels),
                new Meter(name + "_count", labels));
    }

    boolean isRecorded() {
        return name.contains(":");
    }

    boolean has(String label) {
        return labels.containsKey(label)
                || !isRecorded() && (OF_THE_TARGET.contains(label) || OF_THE_FRAMEWORK.contains(label));
    }

    boolean mayBe(String label, String value) {
        Set<String> values = labels.getOrDefault(label, Set.of());
        return values.isEmpty() || values.contains(value);
    }
}

package com.movieticket.booking.observe;

import io.helidon.config.Config;
import io.helidon.metrics.api.BuiltInMeterNameFormat;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.ScopeConfig;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The meters of this process: what is counted, timed and measured is made here, once, and held on to by whoever records.
 *
 * <p>There is one registry per process, because the framework has only one: counters go on counting when a service is
 * closed and another started in the same process, gauges go with the service that they read. Thread-safe.
 */
public final class Metrics implements AutoCloseable {
    /** From what is as good as nothing to what no caller waits for; each bucket costs a series for each label. */
    private static final Duration[] BUCKETS = List.of(1, 5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000, 10_000).stream()
            .map(Duration::ofMillis).toArray(Duration[]::new);
    /** Names that end in {@code count} belong to histograms and summaries: {@link JvmMetrics} gives better ones. */
    private static final Pattern MISNAMED =
            Pattern.compile("thread\\.(daemon\\.|max\\.)?count|classloader\\.loaded_classes\\.count");
    private static final MetricsConfig CONFIG = MetricsConfig.builder()
            .config(Config.empty())
            .builtInMeterNameFormat(BuiltInMeterNameFormat.SNAKE)
            .scoping(scoping -> scoping.putScope(Meter.Scope.BASE,
                    ScopeConfig.builder().name(Meter.Scope.BASE).exclude(MISNAMED).build()))
            .build();

    private final MeterRegistry registry = MetricsFactory.getInstance().globalRegistry(CONFIG);
    private final List<Meter> gauges = new ArrayList<>();

    /** With those that tell of the build and the virtual machine. */
    public Metrics() {
        var build = BuildInfo.read();
        gauge("build_info", "Which build is running; always 1.",
                Map.of("version", build.version(), "revision", build.revision()), () -> 1);
        JvmMetrics.register(this);
    }

    /** A counter from 0 on; {@code _total} is added to its name. */
    Counter counter(String name, String help, Map<String, String> labels) {
        return registry.getOrCreate(Counter.builder(name).description(help).tags(tags(labels)));
    }

    /** A histogram of times; {@code _seconds} is added to its name. */
    Timer timer(String name, String help, Map<String, String> labels) {
        return registry.getOrCreate(Timer.builder(name).description(help).tags(tags(labels))
                .percentiles(new double[0]) // the default asks for some, which would make it a summary
                .buckets(BUCKETS));
    }

    /** A value that is read whenever the metrics are; {@code NaN} while it isn't known. */
    void gauge(String name, String help, Map<String, String> labels, Supplier<? extends Number> value) {
        gauge(name, help, labels, Meter.Scope.APPLICATION, value);
    }

    synchronized void gauge(String name, String help, Map<String, String> labels, String scope,
                            Supplier<? extends Number> value) {
        List<Tag> tags = tags(labels);
        if (registry.meter(Gauge.class, name, tags).isEmpty()) { // else it is another service's of this process
            gauges.add(registry.getOrCreate(Gauge.builder(name, () -> value.get().doubleValue()).description(help)
                    .tags(tags).scope(scope)));
        }
    }

    private static List<Tag> tags(Map<String, String> labels) {
        return labels.entrySet().stream().map(label -> Tag.create(label.getKey(), label.getValue())).toList();
    }

    MeterRegistry registry() {
        return registry;
    }

    MetricsConfig config() {
        return CONFIG;
    }

    /** Takes the gauges away: what they read is no more. */
    @Override
    public synchronized void close() {
        gauges.forEach(registry::remove);
        gauges.clear();
    }
}

package com.movieticket.booking.observe;

import io.helidon.config.Config;
import io.helidon.metrics.api.BuiltInMeterNameFormat;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.ScopeConfig;
import io.helidon.metrics.api.Tag;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The meters of this process: those of the JVM, {@code build_info}, and whatever the parts of the service register.
 *
 * <p>There is one registry per process, because the framework has only one.
 */
final class Metrics {
    /** Names that end in {@code count} belong to histograms and summaries: {@link #jvm()} gives better ones. */
    private static final Pattern MISNAMED =
            Pattern.compile("thread\\.(daemon\\.|max\\.)?count|classloader\\.loaded_classes\\.count");
    private static final MetricsConfig CONFIG = MetricsConfig.builder()
            .config(Config.empty())
            .builtInMeterNameFormat(BuiltInMeterNameFormat.SNAKE)
            .scoping(scoping -> scoping.putScope(Meter.Scope.BASE,
                    ScopeConfig.builder().name(Meter.Scope.BASE).exclude(MISNAMED).build()))
            .build();

    private final MeterRegistry registry = MetricsFactory.getInstance().globalRegistry(CONFIG);

    Metrics(BuildInfo build, RequestsUnderWay requests) {
        registry.getOrCreate(Gauge.builder("build_info", () -> 1)
                .description("Which build is running; always 1.")
                .tags(List.of(Tag.create("version", build.version()), Tag.create("revision", build.revision()))));
        registry.getOrCreate(Gauge.builder("requests_in_flight", requests::count)
                .description("Requests under way; those for health and metrics don't count."));
        jvm();
    }

    private void jvm() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        gauge("jvm_threads_live", "Platform threads that are alive; virtual threads don't count.",
                threads::getThreadCount);
        gauge("jvm_threads_daemon", "Platform threads that are alive and daemons.", threads::getDaemonThreadCount);
        gauge("jvm_threads_peak", "Most platform threads that were alive at a time.", threads::getPeakThreadCount);
        gauge("jvm_classes_loaded", "Classes that are loaded.", classes::getLoadedClassCount);
    }

    private void gauge(String name, String description, Supplier<Integer> value) {
        registry.getOrCreate(Gauge.builder(name, value).description(description).scope(Meter.Scope.BASE));
    }

    MeterRegistry registry() {
        return registry;
    }

    MetricsConfig config() {
        return CONFIG;
    }
}

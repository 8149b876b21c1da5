package com.movieticket.booking.observe;

import io.helidon.config.Config;
import io.helidon.metrics.api.BuiltInMeterNameFormat;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsConfig;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.Tag;

import java.util.List;

/**
 * The meters of this process: those of the JVM, {@code build_info}, and whatever the parts of the service register.
 *
 * <p>There is one registry per process, because the framework has only one.
 */
final class Metrics {
    private static final MetricsConfig CONFIG = MetricsConfig.builder()
            .config(Config.empty())
            .builtInMeterNameFormat(BuiltInMeterNameFormat.SNAKE)
            .build();

    private final MeterRegistry registry = MetricsFactory.getInstance().globalRegistry(CONFIG);

    Metrics(BuildInfo build) {
        registry.getOrCreate(Gauge.builder("build_info", () -> 1)
                .description("Which build is running; always 1.")
                .tags(List.of(Tag.create("version", build.version()), Tag.create("revision", build.revision()))));
    }

    MeterRegistry registry() {
        return registry;
    }

    MetricsConfig config() {
        return CONFIG;
    }
}

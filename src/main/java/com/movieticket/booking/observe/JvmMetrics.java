package com.movieticket.booking.observe;

import io.helidon.metrics.api.Meter;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.function.Supplier;

/** What the framework tells of the virtual machine under names that Prometheus objects to, under better ones. */
final class JvmMetrics {
    private JvmMetrics() {
    }

    static void register(Metrics metrics) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        gauge(metrics, "jvm_threads_live", "Platform threads that are alive; virtual threads don't count.",
                threads::getThreadCount);
        gauge(metrics, "jvm_threads_daemon", "Platform threads that are alive and daemons.",
                threads::getDaemonThreadCount);
        gauge(metrics, "jvm_threads_peak", "Most platform threads that were alive at a time.",
                threads::getPeakThreadCount);
        gauge(metrics, "jvm_classes_loaded", "Classes that are loaded.", classes::getLoadedClassCount);
    }

    private static void gauge(Metrics metrics, String name, String help, Supplier<Integer> value) {
        metrics.gauge(name, help, Map.of(), Meter.Scope.BASE, value);
    }
}

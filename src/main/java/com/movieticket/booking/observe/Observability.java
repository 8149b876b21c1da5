package com.movieticket.booking.observe;

import com.movieticket.booking.settings.FrameworkConfiguration;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * What the service tells of itself over HTTP: {@code /health}, {@code /health/live}, {@code /health/started},
 * {@code /health/ready} and {@code /metrics}.
 */
public final class Observability {
    /** How long a probe may take: shorter than the patience of whoever asks for readiness. */
    public static final Duration LIMIT = Duration.ofSeconds(2);
    /** For how long its answer counts. */
    public static final Duration KEEP = Duration.ofSeconds(5);

    private final StartupCheck startup = new StartupCheck();
    private final RequestsUnderWay requests;
    private final List<Watch> watches;
    private final Metrics metrics;

    /** With the usual {@link #LIMIT} and {@link #KEEP}. */
    public Observability(List<Probe> probes, int mostRequests, IntSupplier waiting, Function<String, byte[]> refusal,
                         Metrics metrics, InstantSource clock) {
        this(probes, mostRequests, waiting, refusal, metrics, LIMIT, KEEP, clock);
    }

    /**
     * @param probes       in the order of the report, names differ
     * @param mostRequests that may be under way at once; those for health and metrics don't count
     * @param waiting      how many wait to be read
     * @param refusal      the body of an answer, as JSON, to a request that may be sent again, by what it says
     * @param metrics      to be told
     * @param limit        how long a probe may take
     * @param keep         for how long its answer counts
     */
    public Observability(List<Probe> probes, int mostRequests, IntSupplier waiting, Function<String, byte[]> refusal,
                         Metrics metrics, Duration limit, Duration keep, InstantSource clock) {
        FrameworkConfiguration.disable();
        requests = new RequestsUnderWay(mostRequests, refusal, RequestMetrics.shed(metrics)::increment);
        watches = probes.stream().map(probe -> new Watch(probe, limit, keep, clock)).toList();
        this.metrics = metrics;
        metrics.gauge("requests_in_flight", "Requests under way or in line; those for health and metrics don't count.",
                Map.of(), () -> requests.count() + waiting.getAsInt());
    }

    /** To be called when the service has come up: from now on {@code /health/started} says so. */
    public void started() {
        startup.started();
    }

    /**
     * To be called before the service stops. From now on {@code /health/ready} says that it isn't, and requests are turned
     * away; those under way are waited for.
     *
     * @param most how long to wait for them
     */
    public void drain(Duration most) throws InterruptedException {
        requests.drain(most);
    }

    /**
     * Adds the endpoints. {@code /health} itself has a form of its own in the API document, so it stands in the routing
     * proper, which comes before the framework's; everything below it is the framework's.
     *
     * @param server must not discover features: they would come twice, under {@code /observe}
     */
    public void register(WebServerConfig.Builder server, HttpRouting.Builder routing) {
        var overall = new OverallHealth(watches.stream().filter(watch -> watch.probe().required()).toList());
        var onlyReading = new OnlyReading();
        routing.addFilter(requests)
                .any("/health", onlyReading).any("/health/*", onlyReading).any("/metrics", onlyReading)
                .get("/health", overall);
        server.featuresDiscoverServices(false).addFeature(ObserveFeature.just(health(), prometheus()));
    }

    private HealthObserver health() {
        var health = HealthObserver.builder().endpoint("/health").useSystemServices(false).details(true)
                .addCheck(startup);
        watches.forEach(watch -> health.addCheck(new DependencyCheck(watch, watches)));
        return health.build();
    }

    private MetricsObserver prometheus() {
        return MetricsObserver.builder().endpoint("/metrics").metricsConfig(metrics.config())
                .meterRegistry(metrics.registry()).build();
    }
}

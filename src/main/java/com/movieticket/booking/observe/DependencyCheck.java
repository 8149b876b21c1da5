package com.movieticket.booking.observe;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.json.JsonNumber;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One dependency in the readiness report. Without a dependency that we can do without the service is degraded, but
 * ready: to take all instances out of service would help nobody.
 */
final class DependencyCheck implements HealthCheck {
    private final Watch watch;
    private final List<Watch> all;

    /** @param all the watches of the whole report, which are asked at the same time */
    DependencyCheck(Watch watch, List<Watch> all) {
        this.watch = watch;
        this.all = all;
    }

    @Override
    public HealthCheckType type() {
        return HealthCheckType.READINESS;
    }

    @Override
    public String name() {
        return watch.probe().name();
    }

    /** The framework calls one check after the other: so the first one sets them all going. */
    @Override
    public HealthCheckResponse call() {
        all.stream().filter(other -> other != watch).filter(Watch::isStale)
                .forEach(stale -> Thread.ofVirtual().start(stale::reading));
        Reading reading = watch.reading();
        boolean required = watch.probe().required();
        Optional<Probe.Circuit> circuit = watch.probe().circuit().map(Supplier::get);
        boolean callable = circuit.map(Probe.Circuit::closed).orElse(true);
        var response = HealthCheckResponse.builder()
                .status(reading.isWell() || !required)
                .detail("state", state(reading.isWell() && callable, required))
                .detail("required", required)
                .detail("latency_ms", milliseconds(reading))
                .detail("since", reading.since().toString());
        reading.problem().ifPresent(problem -> response.detail("problem", problem));
        circuit.ifPresent(calls -> response
                .detail("circuit", calls.state())
                .detail("circuit_since", calls.since().toString())
                .detail("calls_in_flight", JsonNumber.create(calls.callsInFlight())));
        return response.build();
    }

    /** The framework quotes all other numbers: they pass through a decimal, and it writes decimals as strings. */
    private static JsonNumber milliseconds(Reading reading) {
        return JsonNumber.create((double) reading.latency().toMillis());
    }

    private static String state(boolean well, boolean required) {
        if (well) {
            return "ok";
        }
        return required ? "failed" : "degraded";
    }
}

package com.movieticket.booking.observe;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;

/** Whether the service has come up: down until it is told so, up ever after. Thread-safe. */
final class StartupCheck implements HealthCheck {
    private volatile boolean started;

    void started() {
        started = true;
    }

    @Override
    public HealthCheckType type() {
        return HealthCheckType.STARTUP;
    }

    @Override
    public String name() {
        return "booking-service";
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.builder().status(started).build();
    }
}

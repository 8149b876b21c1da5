package com.movieticket.booking.observe;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Timer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code graphql_request_seconds} and the requests that were turned away. Thread-safe. */
public final class RequestMetrics {
    /** How a request ended. */
    public enum Ending {
        /** All was done that it asked for. */
        OK,
        /** Something was refused, for a reason that lies with the request or the state of things. */
        REFUSED,
        /** Something failed, with us or with somebody we need. */
        ERROR
    }

    private final Map<String, Map<Ending, Timer>> operations = new HashMap<>();
    private final Counter shed;
    private final Counter rateLimited;

    /** @param operations all that there are */
    public RequestMetrics(Metrics metrics, List<String> operations) {
        for (String operation : operations) {
            var timers = new EnumMap<Ending, Timer>(Ending.class);
            for (Ending ending : Ending.values()) {
                timers.put(ending, metrics.timer("graphql_request",
                        "Time of a GraphQL request, from when it was read to when its answer was known.",
                        Map.of("operation", operation, "outcome", Counters.labelled(ending))));
            }
            this.operations.put(operation, timers);
        }
        shed = shed(metrics);
        rateLimited = metrics.counter("requests_rate_limited", "Requests refused because their client asks too often.",
                Map.of());
    }

    /** Turned away, for whichever reason: there is one counter, however often it is asked for. */
    static Counter shed(Metrics metrics) {
        return metrics.counter("requests_shed", "Requests turned away because there was too much to do.", Map.of());
    }

    /** @param operation one of those given */
    public void ended(String operation, Ending ending, Duration took) {
        operations.get(operation).get(ending).record(took);
    }

    /** One was turned away by the limit on what is worked on at once. */
    public void shed() {
        shed.increment();
    }

    /** One was refused because its client asks too often. */
    public void rateLimited() {
        rateLimited.increment();
    }
}

package com.movieticket.booking.observe;

import io.helidon.metrics.api.Counter;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code booking_events_published_total}: what became of events that were sent to the broker. Thread-safe. */
public final class EventMetrics {
    private static final List<String> TYPES =
            List.of("booking.pending_payment", "booking.confirmed", "booking.cancelled", "booking.refunded");

    /** What the broker made of an event. */
    public enum Publishing { CONFIRMED, UNROUTED, NACKED, ERROR }

    private final Metrics metrics;
    private final Map<String, Counters<Publishing>> types = new ConcurrentHashMap<>();

    public EventMetrics(Metrics metrics) {
        this.metrics = metrics;
        TYPES.forEach(type -> types.put(type, counters(type)));
    }

    /** An event of that type was sent. */
    public void published(String type, Publishing outcome) {
        types.computeIfAbsent(type, this::counters).add(outcome);
    }

    private Counters<Publishing> counters(String type) {
        return new Counters<>(Publishing.class, outcome -> counter(type, outcome));
    }

    private Counter counter(String type, Publishing outcome) {
        return metrics.counter("booking_events_published",
                "Events sent to the broker; one that isn't confirmed or unrouted is sent again.",
                Map.of("event_type", type, "outcome", Counters.labelled(outcome)));
    }
}

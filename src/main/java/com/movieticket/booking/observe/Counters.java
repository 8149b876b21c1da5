package com.movieticket.booking.observe;

import io.helidon.metrics.api.Counter;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * One counter for each value that a label may have, all there from the start. Thread-safe.
 *
 * @param <L> the label's values
 */
final class Counters<L extends Enum<L>> {
    private final Map<L, Counter> counters;

    /** @param label whose values are the names of {@code values}, in small letters */
    Counters(Metrics metrics, String name, String help, String label, Class<L> values) {
        this(values, value -> metrics.counter(name, help, Map.of(label, labelled(value))));
    }

    Counters(Class<L> values, Function<L, Counter> counter) {
        counters = new EnumMap<>(values);
        for (L value : values.getEnumConstants()) {
            counters.put(value, counter.apply(value));
        }
    }

    /** As the value stands in metrics: {@code seats_unavailable}. */
    static String labelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void add(L value) {
        counters.get(value).increment();
    }

    void add(L value, int number) {
        counters.get(value).increment(number);
    }
}

package com.movieticket.booking.resilience;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plain fields of one JSON object: its texts, numbers and booleans. What is null counts as absent; objects and
 * arrays within are checked to be well-formed, and then left out.
 */
public final class Fields {
    /** Values are {@link String}, {@link BigDecimal} or {@link Boolean}. */
    private final Map<String, Object> values;

    Fields(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** @throws MalformedJsonException when it isn't one JSON object */
    public static Fields ofObject(byte[] json) {
        return new FieldsReader(json).object();
    }

    /** @throws MalformedJsonException when it isn't one JSON array of objects */
    public static List<Fields> ofArray(byte[] json) {
        return new FieldsReader(json).array();
    }

    /** A text, or a number in digits; empty when there is neither, or nothing but white space. */
    public Optional<String> text(String name) {
        return switch (values.get(name)) {
            case String text when !text.isBlank() -> Optional.of(text);
            case BigDecimal number -> Optional.of(number.toString());
            case null, default -> Optional.empty();
        };
    }

    /**
     * A boolean, if the field is there: nothing is guessed from what only looks like one.
     *
     * @throws MalformedJsonException when it is something else
     */
    public Optional<Boolean> flag(String name) {
        return switch (values.get(name)) {
            case null -> Optional.empty();
            case Boolean flag -> Optional.of(flag);
            case Object _ -> throw new MalformedJsonException(name + " is not a boolean");
        };
    }

    /** Names only, since the values may be anybody's secrets. */
    @Override
    public String toString() {
        return "Fields" + values.keySet();
    }
}

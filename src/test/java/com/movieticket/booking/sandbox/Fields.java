package com.movieticket.booking.sandbox;

import com.movieticket.booking.sandbox.JsonServer.UnprocessableException;
import io.helidon.json.JsonNumber;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonString;
import io.helidon.json.JsonValue;
import io.helidon.json.JsonValueType;

import java.math.BigDecimal;
import java.util.Optional;

/** The fields of a JSON request, each checked as it is read. Problems name the field, never its value. */
record Fields(JsonObject request) {
    private static final int LONGEST_TEXT = 500;
    private static final BigDecimal LARGEST_AMOUNT = BigDecimal.valueOf(1_000_000_000);

    /** A text that must be there, with something in it. */
    String text(String name) {
        if (present(request, name).orElse(null) instanceof JsonString text
                && !text.value().isBlank() && text.value().length() <= LONGEST_TEXT) {
            return text.value();
        }
        throw new UnprocessableException(name + " must be a text of 1 to " + LONGEST_TEXT + " characters");
    }

    /** Money that must be there: more than nothing, in whole cents. */
    BigDecimal amount(String name) {
        if (present(request, name).orElse(null) instanceof JsonNumber number) {
            BigDecimal amount = number.bigDecimalValue();
            if (amount.signum() > 0 && amount.compareTo(LARGEST_AMOUNT) <= 0
                    && amount.stripTrailingZeros().scale() <= 2) {
                return amount.setScale(2);
            }
        }
        throw new UnprocessableException(name + " must be a positive number with at most two decimals");
    }

    /** An object that may be left out: then it is empty. */
    JsonObject optionalObject(String name) {
        return switch (present(request, name).orElse(JsonObject.empty())) {
            case JsonObject object -> object;
            default -> throw new UnprocessableException(name + " must be an object");
        };
    }

    /** What stands under a name, where that isn't null. */
    static Optional<JsonValue> present(JsonObject object, String name) {
        return object.containsKey(name)
                ? Optional.of(object.value(name, JsonObject.empty())).filter(it -> it.type() != JsonValueType.NULL)
                : Optional.empty();
    }
}

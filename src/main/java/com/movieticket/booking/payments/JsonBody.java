package com.movieticket.booking.payments;

import com.movieticket.booking.booking.Money;

import io.helidon.json.JsonString;

/**
 * A JSON object for the payment service, written field by field.
 *
 * <p>Not with the library's generator, which writes decimal numbers as texts: an amount must be a number with its two
 * decimals.
 */
final class JsonBody {
    private final StringBuilder json = new StringBuilder("{");

    JsonBody text(String name, String value) {
        return json(name, JsonString.create(value).toString());
    }

    JsonBody amount(String name, Money value) {
        return json(name, value.toString());
    }

    /** @param value well-formed JSON */
    JsonBody json(String name, String value) {
        if (json.length() > 1) {
            json.append(',');
        }
        json.append('"').append(name).append("\":").append(value);
        return this;
    }

    String written() {
        return json + "}";
    }
}

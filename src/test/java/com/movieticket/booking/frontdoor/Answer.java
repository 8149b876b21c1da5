package com.movieticket.booking.frontdoor;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonBoolean;
import io.helidon.json.JsonNumber;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.json.JsonString;
import io.helidon.json.JsonValue;
import io.helidon.json.JsonValueType;

import java.net.http.HttpResponse;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** A JSON answer, to be read by paths such as {@code data.create_booking.booking.id} or {@code errors.0.message}. */
public record Answer(JsonObject json, String text) {
    public static Answer of(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return of(response.body());
    }

    public static Answer of(String text) {
        return new Answer(JsonParser.create(text.strip()).readJsonObject(), text);
    }

    /** The text there. */
    public String text(String path) {
        JsonValue value = at(path);
        assertThat(value).as(path + " of " + text).isInstanceOf(JsonString.class);
        return ((JsonString) value).value();
    }

    public boolean flag(String path) {
        JsonValue value = at(path);
        assertThat(value).as(path + " of " + text).isInstanceOf(JsonBoolean.class);
        return value.asBoolean().value();
    }

    public double number(String path) {
        JsonValue value = at(path);
        assertThat(value).as(path + " of " + text).isInstanceOf(JsonNumber.class);
        return value.asNumber().doubleValue();
    }

    /** Whether null stands there. */
    public boolean isNull(String path) {
        return at(path).type() == JsonValueType.NULL;
    }

    public boolean has(String name) {
        return json.containsKey(name);
    }

    public JsonValue at(String path) {
        JsonValue value = json;
        for (String step : path.split("\\.")) {
            value = switch (value) {
                case JsonObject object when object.containsKey(step) -> object.value(step, object);
                case JsonArray array -> array.values().get(Integer.parseInt(step));
                default -> throw new AssertionError("no " + path + " in " + text);
            };
        }
        return Objects.requireNonNull(value);
    }
}

package com.movieticket.booking.graphql;

import io.helidon.json.JsonException;
import io.helidon.json.JsonParser;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON from outside into what GraphQL's variables are made of: strings, numbers, booleans, nulls, lists and maps.
 *
 * <p>It reads token by token. The library's own tree of values is no way to do it: a string in it keeps its escapes, so
 * that {@code \"} comes out as two characters.
 */
final class JsonReader {
    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws JsonText.MalformedException when it isn't a JSON value, or too big a one */
    static @Nullable Object read(String text) throws JsonText.MalformedException {
        return read(text, JsonText.MOST_VALUES);
    }

    /** The same, for text that may have another number of values. */
    static @Nullable Object read(String text, int mostValues) throws JsonText.MalformedException {
        JsonText.check(text, mostValues);
        // The parser starts at a value's first byte, and the grammar is known to be right from there on.
        var parser = JsonParser.create(text.strip().getBytes(StandardCharsets.UTF_8));
        try {
            return new JsonReader(parser).value(parser.currentByte());
        } catch (JsonException | NumberFormatException e) {
            throw new JsonText.MalformedException("A lone surrogate, or a number out of any range");
        }
    }

    private @Nullable Object value(byte first) throws JsonText.MalformedException {
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> parser.readString();
            case 't', 'f' -> parser.readBoolean();
            case 'n' -> {
                parser.checkNull();
                yield null;
            }
            default -> number(parser.readBigDecimal());
        };
    }

    /** A key that stands twice has one meaning here and another in whatever has looked at the request before us. */
    private Map<String, @Nullable Object> object() throws JsonText.MalformedException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        byte next = parser.nextToken();
        while (next != '}') {
            String key = parser.readString();
            parser.nextToken(); // the colon
            if (object.containsKey(key)) {
                throw new JsonText.MalformedException("A key stands twice in an object");
            }
            object.put(key, value(parser.nextToken()));
            next = afterComma();
        }
        return object;
    }

    private List<@Nullable Object> array() throws JsonText.MalformedException {
        var array = new ArrayList<@Nullable Object>();
        byte next = parser.nextToken();
        while (next != ']') {
            array.add(value(next));
            next = afterComma();
        }
        return array;
    }

    private byte afterComma() {
        byte next = parser.nextToken();
        return next == ',' ? parser.nextToken() : next;
    }

    private static Number number(BigDecimal number) {
        return number.scale() == 0 && number.precision() < 10 ? (Number) number.intValueExact() : number;
    }
}

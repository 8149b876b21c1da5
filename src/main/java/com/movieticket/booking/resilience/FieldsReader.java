package com.movieticket.booking.resilience;

import io.helidon.json.JsonException;
import io.helidon.json.JsonParser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Walks through JSON token by token, so that depth and form are checked here.
 *
 * <p>The library's tree is not used: it recurses as deep as the sender likes, leaves escapes in texts as they are, and
 * its errors quote the text, which may be a card.
 */
final class FieldsReader {
    private static final int DEPTH = 32;

    private final JsonParser parser;

    FieldsReader(byte[] json) {
        byte[] value = stripped(json);
        if (value.length == 0) {
            throw new MalformedJsonException("empty");
        }
        this.parser = JsonParser.create(value);
    }

    Fields object() {
        return whole(() -> members(1));
    }

    List<Fields> array() {
        return whole(() -> {
            var objects = new ArrayList<Fields>();
            elements(() -> objects.add(members(2)));
            return List.copyOf(objects);
        });
    }

    private <T> T whole(Supplier<T> value) {
        try {
            T read = value.get();
            if (parser.hasNext()) {
                throw new MalformedJsonException("more than one value");
            }
            return read;
        } catch (JsonException | IndexOutOfBoundsException | NumberFormatException _) {
            throw new MalformedJsonException("not well-formed"); // without the cause, which quotes it
        }
    }

    private Fields members(int depth) {
        expect('{', parser.currentByte());
        var values = new HashMap<String, Object>();
        byte token = parser.nextToken();
        while (token != '}') {
            expect('"', token);
            String name = parser.readString();
            expect(':', parser.nextToken());
            parser.nextToken();
            Optional<Object> value = value(depth + 1);
            if (value.isPresent() && values.put(name, value.get()) != null) {
                throw new MalformedJsonException("a field twice");
            }
            token = following('}');
        }
        return new Fields(values);
    }

    private void elements(Runnable element) {
        expect('[', parser.currentByte());
        byte token = parser.nextToken();
        while (token != ']') {
            element.run();
            token = following(']');
        }
    }

    /** Goes past a comma to what must come next, or stops at the end. */
    private byte following(char end) {
        byte token = parser.nextToken();
        if (token == end) {
            return token;
        }
        expect(',', token);
        token = parser.nextToken();
        if (token == end) {
            throw new MalformedJsonException("not well-formed");
        }
        return token;
    }

    /** The value where it is plain. */
    private Optional<Object> value(int depth) {
        if (depth > DEPTH) {
            throw new MalformedJsonException("too deep");
        }
        return switch (parser.currentByte()) {
            case '"' -> Optional.of(parser.readString());
            case 't', 'f' -> Optional.of(parser.readBoolean());
            case '{' -> {
                members(depth);
                yield Optional.empty();
            }
            case '[' -> {
                elements(() -> value(depth + 1));
                yield Optional.empty();
            }
            case 'n' -> {
                if (!parser.checkNull()) {
                    throw new MalformedJsonException("not well-formed");
                }
                yield Optional.empty();
            }
            default -> Optional.of(parser.readBigDecimal());
        };
    }

    private static void expect(char expected, byte found) {
        if (found != expected) {
            throw new MalformedJsonException("not of the expected form");
        }
    }

    private static byte[] stripped(byte[] json) {
        int start = 0;
        int end = json.length;
        while (start < end && blank(json[start])) {
            start++;
        }
        while (end > start && blank(json[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(json, start, end);
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}

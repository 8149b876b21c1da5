package com.movieticket.booking.store;

import com.movieticket.booking.booking.Money;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document's fields in the domain's types. What isn't known is absent, never null.
 *
 * <p>With a value a method writes the field, without one it reads it. Reading a field that is missing or of another type
 * throws a {@link RuntimeException} that names it.
 */
record Fields(BsonDocument document) {
    Fields() {
        this(new BsonDocument());
    }

    Fields text(String name, String value) {
        document.put(name, new BsonString(value));
        return this;
    }

    Fields text(String name, Optional<String> value) {
        value.ifPresent(text -> text(name, text));
        return this;
    }

    Fields texts(String name, List<String> values) {
        document.put(name, new BsonArray(values.stream().map(BsonString::new).toList()));
        return this;
    }

    /** Written to the millisecond. */
    Fields time(String name, Instant value) {
        document.put(name, new BsonDateTime(value.toEpochMilli()));
        return this;
    }

    Fields time(String name, Optional<Instant> value) {
        value.ifPresent(time -> time(name, time));
        return this;
    }

    Fields number(String name, int value) {
        document.put(name, new BsonInt32(value));
        return this;
    }

    Fields longNumber(String name, long value) {
        document.put(name, new BsonInt64(value));
        return this;
    }

    /** Written as a double: the collection's existing validator demands it, and it holds every amount to the cent. */
    Fields money(String name, Money value) {
        document.put(name, new BsonDouble(value.toDouble()));
        return this;
    }

    Fields fields(String name, Fields value) {
        document.put(name, value.document);
        return this;
    }

    String text(String name) {
        return required(name).asString().getValue();
    }

    Optional<String> optionalText(String name) {
        return optional(name).map(value -> value.asString().getValue());
    }

    List<String> texts(String name) {
        return required(name).asArray().stream().map(value -> value.asString().getValue()).toList();
    }

    Instant time(String name) {
        return instant(required(name));
    }

    Optional<Instant> optionalTime(String name) {
        return optional(name).map(Fields::instant);
    }

    int number(String name) {
        return required(name).asNumber().intValue();
    }

    long longNumber(String name) {
        return required(name).asNumber().longValue();
    }

    Money money(String name) {
        return Money.of(required(name).asNumber().doubleValue());
    }

    Fields fields(String name) {
        return new Fields(required(name).asDocument());
    }

    /** The documents of an array; none when the field is absent. */
    List<Fields> list(String name) {
        return optional(name).stream()
                .flatMap(array -> array.asArray().stream())
                .map(element -> new Fields(element.asDocument()))
                .toList();
    }

    private Optional<BsonValue> optional(String name) {
        return Optional.ofNullable(document.get(name));
    }

    private BsonValue required(String name) {
        return optional(name).orElseThrow(() -> new IllegalStateException("it lacks " + name));
    }

    private static Instant instant(BsonValue value) {
        return Instant.ofEpochMilli(value.asDateTime().getValue());
    }
}

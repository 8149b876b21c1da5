package com.movieticket.booking.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import io.helidon.json.JsonGenerator;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/**
 * Writes responses in GraphQL's form: straight to bytes, with no tree of JSON values in between.
 *
 * <p>The generator nests no deeper than 64; the limit on a document's depth keeps every result below that.
 */
final class ResponseBody {
    private final JsonGenerator json;

    private ResponseBody(JsonGenerator json) {
        this.json = json;
    }

    static byte[] of(ExecutionResult result) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = JsonGenerator.create(bytes)) {
            new ResponseBody(json).response(result);
        }
        return bytes.toByteArray();
    }

    /** A response that says nothing but what is wrong. */
    static byte[] of(ClientError error) {
        return of(ExecutionResult.newExecutionResult().addError(error).build());
    }

    /** Errors come first, as the specification recommends, so that they aren't missed. */
    private void response(ExecutionResult result) {
        json.writeObjectStart();
        if (!result.getErrors().isEmpty()) {
            json.writeKey("errors").writeArrayStart();
            result.getErrors().forEach(this::error);
            json.writeArrayEnd();
        }
        if (result.isDataPresent()) {
            json.writeKey("data");
            value(result.getData());
        }
        json.writeObjectEnd();
    }

    private void error(GraphQLError error) {
        json.writeObjectStart().write("message", error.getMessage());
        List<SourceLocation> locations = error.getLocations();
        if (locations != null) {
            json.writeKey("locations").writeArrayStart();
            locations.forEach(place -> json.writeObjectStart()
                    .write("line", place.getLine()).write("column", place.getColumn()).writeObjectEnd());
            json.writeArrayEnd();
        }
        if (error.getPath() != null) {
            json.writeKey("path");
            value(error.getPath());
        }
        if (error.getExtensions() != null) {
            json.writeKey("extensions");
            value(error.getExtensions());
        }
        json.writeObjectEnd();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.write(text);
            case Boolean truth -> json.write(truth.booleanValue());
            case Integer number -> json.write(number.intValue());
            case Double number -> json.write(number.doubleValue());
            case Map<?, ?> object -> {
                json.writeObjectStart();
                object.forEach((key, member) -> {
                    json.writeKey((String) key);
                    value(member);
                });
                json.writeObjectEnd();
            }
            case Iterable<?> list -> {
                json.writeArrayStart();
                list.forEach(this::value);
                json.writeArrayEnd();
            }
            default -> throw new IllegalStateException("no scalar of the schema is a " + value.getClass());
        }
    }
}

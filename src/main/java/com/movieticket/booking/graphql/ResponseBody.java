package com.movieticket.booking.graphql;

import com.movieticket.booking.workflow.LogContext;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import io.helidon.json.JsonGenerator;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes responses in GraphQL's form: straight to bytes, with no tree of JSON values in between.
 *
 * <p>Every error that a client hears is written here, and so here each gets the id of the trace that it belongs to, as
 * the log has it: whoever quotes it leads us to all that was logged of the request.
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
        json.writeKey("extensions");
        extensions(Optional.ofNullable(error.getExtensions()).orElse(Map.of()));
        json.writeObjectEnd();
    }

    private void extensions(Map<String, Object> extensions) {
        json.writeObjectStart();
        extensions.forEach(this::member);
        trace(json);
        json.writeObjectEnd();
    }

    /** Into an object that is open: the trace that the work at hand belongs to, if it belongs to one. */
    static void trace(JsonGenerator json) {
        LogContext.current().traceId().ifPresent(id -> json.write("trace_id", id));
    }

    private void member(Object key, @Nullable Object value) {
        json.writeKey((String) key);
        value(value);
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
                object.forEach(this::member);
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

package com.movieticket.booking.graphql;

import graphql.GraphQLError;
import graphql.language.SourceLocation;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error just as the client reads it, but for the trace that it belongs to, which {@link ResponseBody} adds.
 *
 * @param message   safe to show
 * @param code      its kind
 * @param details   what else goes into {@code extensions}
 * @param locations in the document; empty when it isn't about a place there
 * @param path      in the response; empty when it isn't about a field
 */
record ClientError(String message, ErrorCode code, Map<String, Object> details, List<SourceLocation> locations,
                   List<Object> path) implements GraphQLError {
    private static final long serialVersionUID = 1L;

    /** An error about no particular place. */
    static ClientError of(String message, ErrorCode code) {
        return new ClientError(message, code, Map.of(), List.of(), List.of());
    }

    /** Something that is needed isn't to be had now: the same request may be sent again. */
    static ClientError retryable(String message) {
        return new ClientError(message, ErrorCode.SERVICE_UNAVAILABLE, Map.of("retryable", true), List.of(), List.of());
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public ErrorCode getErrorType() {
        return code;
    }

    // The interface wants null for none in these two.

    @Override
    public @Nullable List<SourceLocation> getLocations() {
        return locations.isEmpty() ? null : locations;
    }

    @Override
    public @Nullable List<Object> getPath() {
        return path.isEmpty() ? null : path;
    }

    @Override
    public Map<String, Object> getExtensions() {
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put("code", code.name());
        extensions.putAll(details);
        return extensions;
    }

    /** Without the library's own {@code classification}, which says the same in other words. */
    @Override
    public Map<String, Object> toSpecification() {
        var form = new LinkedHashMap<String, Object>();
        form.put("message", message);
        if (!locations.isEmpty()) {
            form.put("locations", locations.stream()
                    .map(place -> Map.of("line", place.getLine(), "column", place.getColumn())).toList());
        }
        if (!path.isEmpty()) {
            form.put("path", path);
        }
        form.put("extensions", getExtensions());
        return form;
    }
}

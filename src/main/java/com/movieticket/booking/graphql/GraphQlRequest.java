package com.movieticket.booking.graphql;

import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the GraphQL over HTTP specification describes it.
 *
 * @param query          the document
 * @param operationName  which of the document's operations to run
 * @param variables      strings, numbers, booleans, nulls, lists and maps of such
 * @param idempotencyKey the header of that name, as it came
 */
public record GraphQlRequest(String query, Optional<String> operationName, Map<String, @Nullable Object> variables,
                             Optional<String> idempotencyKey) {

    /** Reads the body of a POST. */
    static GraphQlRequest ofBody(byte[] body, Optional<String> idempotencyKey) throws BadRequest {
        var parameters = object("The body", utf8(body));
        object(parameters, "extensions"); // none is known, so all are ignored
        return new GraphQlRequest(string(parameters, "query").orElseThrow(GraphQlRequest::noQuery),
                string(parameters, "operationName"), object(parameters, "variables"), idempotencyKey);
    }

    /** Reads the parameters of a GET. */
    static GraphQlRequest ofParameters(Optional<String> query, Optional<String> operationName,
                                       Optional<String> variables, Optional<String> extensions) throws BadRequest {
        object("Parameter \"extensions\"", extensions.orElse("{}"));
        return new GraphQlRequest(query.orElseThrow(GraphQlRequest::noQuery), operationName,
                object("Parameter \"variables\"", variables.orElse("{}")), Optional.empty());
    }

    private static String utf8(byte[] body) throws BadRequest {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("The body is not encoded in UTF-8");
        }
    }

    @SuppressWarnings("unchecked") // the reader makes no other maps
    private static Map<String, @Nullable Object> object(String what, String json) throws BadRequest {
        try {
            if (JsonReader.read(json) instanceof Map<?, ?> object) {
                return (Map<String, @Nullable Object>) object;
            }
        } catch (JsonText.MalformedException e) {
            throw malformed(what + " is not valid JSON: " + e.getMessage());
        }
        throw malformed(what + " must be a JSON object");
    }

    @SuppressWarnings("unchecked") // the reader makes no other maps
    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> parameters, String name)
            throws BadRequest {
        return switch (parameters.get(name)) {
            case null -> Map.of();
            case Map<?, ?> object -> (Map<String, @Nullable Object>) object;
            default -> throw malformed("Parameter \"" + name + "\" must be a JSON object");
        };
    }

    private static Optional<String> string(Map<String, @Nullable Object> parameters, String name) throws BadRequest {
        return switch (parameters.get(name)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw malformed("Parameter \"" + name + "\" must be a string");
        };
    }

    private static BadRequest noQuery() {
        return malformed("Parameter \"query\" is missing");
    }

    private static BadRequest malformed(String problem) {
        return new BadRequest(Status.BAD_REQUEST_400, problem);
    }
}

package com.movieticket.booking.graphql;

import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the GraphQL over HTTP specification describes it.
 *
 * @param query          the document; may only be absent if its id is there
 * @param documentId     the document's name
 * @param operationName  which of the document's operations to run
 * @param variables      strings, numbers, booleans, nulls, lists and maps of such
 * @param idempotencyKey the header of that name, as it came
 */
public record GraphQlRequest(Optional<String> query, Optional<DocumentId> documentId, Optional<String> operationName,
                             Map<String, @Nullable Object> variables, Optional<String> idempotencyKey) {

    /** Reads the body of a POST. */
    static GraphQlRequest ofBody(byte[] body, Optional<String> idempotencyKey) throws BadRequest {
        var parameters = object("The body", utf8(body));
        return request(string(parameters, "query"), string(parameters, "documentId"),
                string(parameters, "operationName"), object(parameters, "variables"),
                object(parameters, "extensions"), idempotencyKey);
    }

    /** Reads the parameters of a GET. */
    static GraphQlRequest ofParameters(Optional<String> query, Optional<String> documentId,
                                       Optional<String> operationName, Optional<String> variables,
                                       Optional<String> extensions) throws BadRequest {
        return request(query, documentId, operationName,
                object("Parameter \"variables\"", variables.orElse("{}")),
                object("Parameter \"extensions\"", extensions.orElse("{}")), Optional.empty());
    }

    private static GraphQlRequest request(Optional<String> query, Optional<String> documentId,
                                          Optional<String> operationName, Map<String, @Nullable Object> variables,
                                          Map<String, @Nullable Object> extensions, Optional<String> idempotencyKey)
            throws BadRequest {
        Optional<DocumentId> id = documentId.isPresent()
                ? Optional.of(id(documentId.get())) : persistedQuery(extensions);
        if (query.isEmpty() && id.isEmpty()) {
            throw malformed("Parameter \"query\" is missing");
        }
        return new GraphQlRequest(query, id, operationName, variables, idempotencyKey);
    }

    /** As the specification's appendix on persisted documents has it. */
    private static DocumentId id(String documentId) throws BadRequest {
        return DocumentId.parse(documentId).orElseThrow(() ->
                malformed("Parameter \"documentId\" must be sha256: and 64 hexadecimal digits in lower case"));
    }

    /** As Apollo's clients have it. No other extension is known, so all others are ignored. */
    private static Optional<DocumentId> persistedQuery(Map<String, @Nullable Object> extensions) throws BadRequest {
        if (extensions.get("persistedQuery") == null) {
            return Optional.empty();
        }
        var parameters = object(extensions, "persistedQuery");
        if (!Integer.valueOf(1).equals(parameters.get("version"))) {
            throw malformed("Only version 1 of \"persistedQuery\" is known");
        }
        return Optional.of(string(parameters, "sha256Hash").flatMap(DocumentId::ofDigits).orElseThrow(() ->
                malformed("Parameter \"sha256Hash\" must be 64 hexadecimal digits in lower case")));
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
            return switch (JsonReader.read(json)) {
                case Map<?, ?> object -> (Map<String, @Nullable Object>) object;
                case List<?> _ -> throw malformed(what + " must be a JSON object: send each operation in a request of "
                        + "its own, batches are not taken");
                case null, default -> throw malformed(what + " must be a JSON object");
            };
        } catch (JsonText.MalformedException e) {
            throw new BadRequest(Status.BAD_REQUEST_400, what + " is not valid JSON: " + e.getMessage(), e.limit());
        }
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

    private static BadRequest malformed(String problem) {
        return new BadRequest(Status.BAD_REQUEST_400, problem);
    }
}

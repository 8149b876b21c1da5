package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.InvalidArgumentException;
import com.movieticket.booking.workflow.UnavailableException;
import graphql.GraphQLError;
import graphql.InvalidSyntaxError;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.InputMapDefinesTooManyFieldsException;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.execution.UnknownOperationException;
import graphql.introspection.GoodFaithIntrospection.BadFaithIntrospectionError;
import graphql.language.SourceLocation;
import graphql.schema.CoercingParseValueException;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Decides what a client may know of what went wrong: never a stack trace, the name of a class, an address, or a value
 * that was sent to us, which may be card data.
 *
 * <p>Thread-safe if the random generator is.
 */
public final class ClientErrors implements DataFetcherExceptionHandler {
    private static final Logger LOG = System.getLogger(ClientErrors.class.getName());

    /** Where the library's messages quote the document: {@code with value 'StringValue{value='4242…'}' is not …}. */
    private static final Pattern QUOTES = Pattern.compile("(?s)"
            + "(?: with (?:ANTLR error|offending token)|(?<=Offending token)) '.*'(?= at line \\d)"
            + "| with value '.*'(?= (?:is|must|contains) )"
            + "|(?<=Bad default value) '.*'(?= for type )"
            + "|(?<=integer range), but it was a '.*'");
    private static final int LONGEST_MESSAGE = 500;
    /** Java's names of JSON's types, which the library puts into its messages. */
    private static final Map<String, String> JSON_TYPES = Map.of("'LinkedHashMap'", "'Object'", "'ArrayList'", "'List'",
            "'BigDecimal'", "'Number'", "'Integer'", "'Number'");

    private final RandomGenerator random;

    /** @param random for error ids; used by all threads */
    public ClientErrors(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failure) {
        var error = of(failure.getException());
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(
                at(error, Optional.ofNullable(failure.getSourceLocation()), failure.getPath().toList())).build());
    }

    /** What a field answers when its use case throws. */
    ClientError of(Throwable problem) {
        return switch (problem) {
            case InvalidArgumentException invalid ->
                    ClientError.of(invalid.getMessage(), ErrorCode.BAD_USER_INPUT);
            case UnavailableException unavailable -> {
                LOG.log(Level.DEBUG, "A request fails because a neighbour is unavailable.", unavailable);
                yield ClientError.retryable(unavailable.dependency().title() + " is unavailable, please retry");
            }
            default -> internal(problem);
        };
    }

    /** Something unforeseen: logged as an error, with its stack trace and the id that the client is told. */
    ClientError internal(Throwable problem) {
        String id = nextId();
        LOG.log(Level.ERROR, "Internal error " + id, problem);
        return internal(id);
    }

    /** What the library found wrong before, during or after execution. */
    ClientError of(GraphQLError error) {
        return switch (error) {
            case ClientError known -> known;
            case InvalidSyntaxError _ -> translated(error, ErrorCode.GRAPHQL_PARSE_FAILED);
            case ValidationError invalid -> translated(error, codeOf(invalid));
            case BadFaithIntrospectionError _ -> translated(error, ErrorCode.GRAPHQL_VALIDATION_FAILED);
            case UnknownOperationException _ -> translated(error, ErrorCode.OPERATION_RESOLUTION_FAILURE);
            case CoercingParseValueException _ -> translated(error, ErrorCode.BAD_USER_INPUT);
            case NonNullableValueCoercedAsNullException _ -> translated(error, ErrorCode.BAD_USER_INPUT);
            case InputMapDefinesTooManyFieldsException _ -> translated(error, ErrorCode.BAD_USER_INPUT);
            default -> {
                String id = nextId();
                LOG.log(Level.ERROR, "Internal error " + id + ": " + error.getMessage());
                yield at(internal(id), firstLocation(error), Optional.ofNullable(error.getPath()).orElse(List.of()));
            }
        };
    }

    /** The same mistake has the same code, whether a literal or a variable carries the value. */
    private static ErrorCode codeOf(ValidationError error) {
        return error.getValidationErrorType() instanceof ValidationErrorType type ? switch (type) {
            case WrongType, BadValueForDefaultArg, NullValueForNonNullArgument -> ErrorCode.BAD_USER_INPUT;
            default -> ErrorCode.GRAPHQL_VALIDATION_FAILED;
        } : ErrorCode.GRAPHQL_VALIDATION_FAILED;
    }

    private static ClientError translated(GraphQLError error, ErrorCode code) {
        String message = QUOTES.matcher(error.getMessage()).replaceAll("");
        for (var type : JSON_TYPES.entrySet()) {
            message = message.replace(type.getKey(), type.getValue());
        }
        return new ClientError(bounded(message), code, Map.of(),
                Optional.ofNullable(error.getLocations()).orElse(List.of()), List.of());
    }

    /** The library puts paths and names of the document into its messages. */
    private static String bounded(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** The same error, about one field. */
    static ClientError at(ClientError error, Optional<SourceLocation> location, List<Object> path) {
        return new ClientError(error.message(), error.code(), error.details(),
                location.map(List::of).orElse(List.of()), path);
    }

    private static Optional<SourceLocation> firstLocation(GraphQLError error) {
        return Optional.ofNullable(error.getLocations()).flatMap(places -> places.stream().findFirst());
    }

    private static ClientError internal(String id) {
        return new ClientError("Internal error", ErrorCode.INTERNAL, Map.of("error_id", id), List.of(), List.of());
    }

    private String nextId() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }
}

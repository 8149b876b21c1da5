package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.TimeLimit;
import com.movieticket.booking.workflow.TraceParent;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.ExecutionId;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.ParserOptions;
import graphql.validation.QueryComplexityLimits;
import io.helidon.graphql.server.GraphQlConstants;
import io.helidon.graphql.server.InvocationHandler;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Runs GraphQL requests against the use cases.
 *
 * <p>Everything happens in the calling thread, which blocks meanwhile: fields one after the other, mutations in the
 * order in which they are written. Thread-safe if the random generator is.
 */
public final class GraphQlExecution implements InvocationHandler {
    static final int MOST_DOCUMENTS = 500;
    static final int MOST_DOCUMENT_CHARACTERS = 256 * 1024;
    static final int MOST_TOKENS = 5_000;
    static final int DEEPEST = 20;
    /** After fragments are expanded; what the library allows an introspection. */
    static final int MOST_FIELDS = 500;

    private static final ParserOptions PARSER = ParserOptions.getDefaultOperationParserOptions().transform(options ->
            options.maxTokens(MOST_TOKENS).maxWhitespaceTokens(4 * MOST_TOKENS).maxRuleDepth(10 * DEEPEST));
    private static final QueryComplexityLimits LIMITS =
            QueryComplexityLimits.newLimits().maxDepth(DEEPEST).maxFieldsCount(MOST_FIELDS).build();

    /** How far a request came. */
    public enum Stage {
        /** It asks for what its HTTP method doesn't allow. */
        METHOD_REFUSED,
        /** Its document or variables are wrong: nothing was run, there is no {@code data}. */
        REFUSED,
        /** It was run: there is {@code data}, if only null, and there may be errors. */
        RAN,
        /** We failed. */
        FAILED
    }

    /**
     * What came of a request.
     *
     * @param result its errors are fit for the client's eyes
     */
    public record Executed(ExecutionResult result, Stage stage) {
    }

    /** What a request may do: HTTP's GET must not change anything. */
    public enum Permitted { QUERIES, EVERYTHING }

    private final DocumentCache documents = new DocumentCache(MOST_DOCUMENTS, MOST_DOCUMENT_CHARACTERS);
    private final String schemaText;
    private final GraphQL graphQl;
    private final ClientErrors errors;
    private final RandomGenerator random;
    private final Duration timeLimit;

    /**
     * @param random for the traces of requests that come without one; used by all threads
     */
    public GraphQlExecution(UseCases useCases, Settings.GraphQl settings, Settings.Seats seats, ClientErrors errors,
                            RandomGenerator random) {
        this.errors = errors;
        this.random = random;
        this.timeLimit = settings.timeLimit();
        this.schemaText = BookingSchema.text();
        this.graphQl = GraphQL.newGraphQL(BookingSchema.create(schemaText, useCases, seats))
                .defaultDataFetcherExceptionHandler(errors)
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        permitted(input, documents.get(input, parse))))
                .doNotAutomaticallyDispatchDataLoader()
                .build();
    }

    /** Runs a request. Never throws because of what is in it. */
    public Executed execute(GraphQlRequest request, Caller caller, Permitted permitted) {
        ExecutionResult result;
        try {
            result = TimeLimit.within(timeLimit, () -> graphQl.execute(input(request, caller, permitted)));
        } catch (RuntimeException e) {
            var failed = ExecutionResult.newExecutionResult().addError(errors.internal(e)).build();
            return new Executed(failed, Stage.FAILED);
        }
        return new Executed(forClient(result), stage(result));
    }

    /** For use within this process: nobody is asked who they are. */
    @Override
    public Map<String, Object> execute(String query, String operationName, Map<String, Object> variables) {
        var request = new GraphQlRequest(query, Optional.ofNullable(operationName), variables, Optional.empty());
        var ourselves = new Caller(Authority.ANY_USER, Optional.empty(), TraceParent.next(random));
        return execute(request, ourselves, Permitted.EVERYTHING)
                .result().toSpecification();
    }

    /** In GraphQL's own language, as it was written, with its descriptions. */
    @Override
    public String schemaString() {
        return schemaText;
    }

    @Override
    public String defaultErrorMessage() {
        return GraphQlConstants.DEFAULT_ERROR_MESSAGE;
    }

    /** None: {@link ClientErrors} decides by type, not by name. */
    @Override
    public Set<String> blacklistedExceptions() {
        return Set.of();
    }

    /** None: {@link ClientErrors} decides by type, not by name. */
    @Override
    public Set<String> whitelistedExceptions() {
        return Set.of();
    }

    int documentsKept() {
        return documents.size();
    }

    private static ExecutionInput input(GraphQlRequest request, Caller caller, Permitted permitted) {
        return ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName().orElse(null))
                .variables(request.variables())
                .executionId(ExecutionId.from(caller.traceparent()))
                .locale(Locale.ENGLISH)
                .graphQLContext(Map.of(Caller.class, caller, Arguments.IDEMPOTENCY_KEY, request.idempotencyKey(), Permitted.class, permitted,
                        ParserOptions.class, PARSER, QueryComplexityLimits.KEY, LIMITS))
                .build();
    }

    private static PreparsedDocumentEntry permitted(ExecutionInput input, PreparsedDocumentEntry entry) {
        boolean refused = !entry.hasErrors()
                && input.getGraphQLContext().get(Permitted.class) == Permitted.QUERIES
                && entry.getDocument().getDefinitionsOfType(OperationDefinition.class).stream()
                        .filter(operation -> meant(operation, input))
                        .anyMatch(operation -> operation.getOperation() != Operation.QUERY);
        return refused
                ? new PreparsedDocumentEntry(ClientError.of("Mutations must be sent by POST",
                        ErrorCode.METHOD_NOT_ALLOWED))
                : entry;
    }

    private static boolean meant(OperationDefinition operation, ExecutionInput input) {
        String name = input.getOperationName();
        return name == null || name.isEmpty() || name.equals(operation.getName());
    }

    private ExecutionResult forClient(ExecutionResult result) {
        if (result.getErrors().isEmpty()) {
            return result;
        }
        List<GraphQLError> presentable = result.getErrors().stream().<GraphQLError>map(errors::of).toList();
        return result.transform(copy -> copy.errors(presentable));
    }

    private static Stage stage(ExecutionResult result) {
        if (result.isDataPresent()) {
            return Stage.RAN;
        }
        return result.getErrors().stream().anyMatch(error -> error.getErrorType() == ErrorCode.METHOD_NOT_ALLOWED)
                ? Stage.METHOD_REFUSED : Stage.REFUSED;
    }
}

package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.RequestObserver.Ending;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.Settings.Limits;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.LogContext;
import com.movieticket.booking.workflow.TimeLimit;
import com.movieticket.booking.workflow.TraceParent;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.ExecutionId;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.GraphQLSchema;
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
    /** Of a document that isn't run. One that is wrong all over is wrong in the first places already. */
    static final int MOST_ERRORS = 20;

    /** How far a request came. */
    public enum Stage {
        /** It asks for what its HTTP method doesn't allow. */
        METHOD_REFUSED,
        /** Its document or variables are wrong: nothing was run, there is no {@code data}. */
        REFUSED,
        /** It is too big, or not one of those that are run here: nothing was run, whatever is in it. */
        TURNED_AWAY,
        /** There is too much to do just now: nothing was run. */
        SHED,
        /** It was run: there is {@code data}, if only null, and there may be errors. */
        RAN,
        /** We failed. */
        FAILED
    }

    /**
     * What came of a request.
     *
     * @param result its errors are fit for the client's eyes
     * @param asked  what it asked for
     * @param ending how it ended
     */
    public record Executed(ExecutionResult result, Stage stage, RequestedOperation asked, Ending ending) {
    }

    /** What a request may do: HTTP's GET must not change anything. */
    public enum Permitted { QUERIES, EVERYTHING }

    static final ClientError OVERLOADED = ClientError.retryable("Too much to do just now, please retry");

    private final String schemaText;
    private final GraphQL graphQl;
    private final Limits limits;
    private final DocumentCache cache;
    private final Documents documents;
    private final ClientErrors errors;
    private final RandomGenerator random;
    private final Duration timeLimit;
    private final LoadShedding shedding;
    private final RequestObserver observer;

    /**
     * @param random   for the traces of requests that come without one; used by all threads
     * @param observer sees what comes of each request
     * @throws UnusableDocumentsException if there is a directory of documents, with something else in it
     */
    public GraphQlExecution(UseCases useCases, Settings.Seats seats, Settings.GraphQl settings, LoadShedding shedding,
                            ClientErrors errors, RandomGenerator random, RequestObserver observer) {
        this.observer = observer;
        this.shedding = shedding;
        this.errors = errors;
        this.random = random;
        this.limits = settings.limits();
        this.timeLimit = settings.timeLimit();
        this.schemaText = BookingSchema.text();
        GraphQLSchema schema = BookingSchema.create(schemaText, useCases, seats, observer);
        var reader = new DocumentReader(schema, settings);
        this.cache = new DocumentCache(MOST_DOCUMENTS, MOST_DOCUMENT_CHARACTERS, reader::read);
        this.documents = new Documents(settings.documents().mode(), cache, settings.documents().directory()
                .map(directory -> TrustedDocuments.in(directory, reader, errors)).orElse(Map.of()));
        this.graphQl = GraphQL.newGraphQL(schema)
                .defaultDataFetcherExceptionHandler(errors)
                .preparsedDocumentProvider((input, _) -> CompletableFuture.completedFuture(
                        input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .doNotAutomaticallyDispatchDataLoader()
                .build();
    }

    /** Runs a request. Never throws because of what is in it. */
    public Executed execute(GraphQlRequest request, Caller caller, Permitted permitted) {
        long begin = System.nanoTime();
        Executed executed = LogContext.of(caller, () -> executed(request, caller, permitted));
        observer.ended(executed.asked(), executed.ending(), Duration.ofNanos(System.nanoTime() - begin));
        return executed;
    }

    private Executed executed(GraphQlRequest request, Caller caller, Permitted permitted) {
        var asked = RequestedOperation.INVALID;
        try {
            VariablesSize.check(request.variables(), limits);
            ReadyDocument document = documents.find(request);
            document.check(request, permitted, limits);
            documents.keep(request);
            asked = document.asked(request);
            int weight = document.weight(request);
            if (!shedding.lets(weight, document.urgent())) {
                observer.shed();
                throw new Refused(Stage.SHED, List.of(OVERLOADED));
            }
            try {
                return LogContext.during(asked.label(), () -> run(document, request, caller));
            } finally {
                shedding.ended(weight);
            }
        } catch (Refused e) {
            var refused = ExecutionResult.newExecutionResult().addErrors(List.copyOf(e.errors())).build();
            return new Executed(forClient(refused), e.stage(), asked, Ending.REFUSED);
        } catch (RuntimeException e) {
            var failed = ExecutionResult.newExecutionResult().addError(errors.internal(e)).build();
            return new Executed(failed, Stage.FAILED, asked, Ending.ERROR);
        }
    }

    private Executed run(ReadyDocument document, GraphQlRequest request, Caller caller) {
        var refusal = new InBandRefusal();
        ExecutionResult result = forClient(
                TimeLimit.within(timeLimit, () -> graphQl.execute(input(document, request, caller, refusal))));
        return new Executed(result, result.isDataPresent() ? Stage.RAN : Stage.REFUSED, document.asked(request),
                ending(result, refusal));
    }

    private static Ending ending(ExecutionResult result, InBandRefusal refusal) {
        if (result.getErrors().stream().anyMatch(GraphQlExecution::isOurs)) {
            return Ending.ERROR;
        }
        return result.getErrors().isEmpty() && !refusal.given() ? Ending.OK : Ending.REFUSED;
    }

    private static boolean isOurs(GraphQLError error) {
        return error.getErrorType() == ErrorCode.INTERNAL || error.getErrorType() == ErrorCode.SERVICE_UNAVAILABLE;
    }

    /** For use within this process: nobody is asked who they are. */
    @Override
    public Map<String, Object> execute(String query, String operationName, Map<String, Object> variables) {
        var request = new GraphQlRequest(Optional.of(query), Optional.empty(), Optional.ofNullable(operationName),
                variables, Optional.empty());
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
        return cache.size();
    }

    private static ExecutionInput input(ReadyDocument document, GraphQlRequest request, Caller caller,
                                        InBandRefusal refusal) {
        return ExecutionInput.newExecutionInput(document.text())
                .operationName(request.operationName().orElse(null))
                .variables(request.variables())
                .executionId(ExecutionId.from(caller.traceparent()))
                .locale(Locale.ENGLISH)
                .graphQLContext(Map.of(Caller.class, caller, Arguments.IDEMPOTENCY_KEY, request.idempotencyKey(),
                        PreparsedDocumentEntry.class, document.parsed(), InBandRefusal.class, refusal))
                .build();
    }

    private ExecutionResult forClient(ExecutionResult result) {
        if (result.getErrors().isEmpty()) {
            return result;
        }
        int most = result.isDataPresent() ? Integer.MAX_VALUE : MOST_ERRORS; // a field that is null must have its error
        List<GraphQLError> presentable = result.getErrors().stream().limit(most)
                .<GraphQLError>map(errors::of).toList();
        return result.transform(copy -> copy.errors(presentable));
    }
}

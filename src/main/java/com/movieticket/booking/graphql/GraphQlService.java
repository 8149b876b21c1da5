package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.GraphQlExecution.Executed;
import com.movieticket.booking.graphql.GraphQlExecution.Permitted;
import com.movieticket.booking.graphql.RequestObserver.Ending;
import com.movieticket.booking.security.Gate;
import com.movieticket.booking.security.Gate.Passage;
import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.Settings.Limits;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.LogContext;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpMediaType;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * GraphQL over HTTP, as the specification of that name has it: POST for everything, GET for queries, and both of its
 * media types. To be registered at {@code /graphql}.
 *
 * <p>With {@code application/json} the status is 200 as soon as there is a GraphQL response, even if all it says is that
 * the document is wrong; {@code application/graphql-response+json} tells more by its status.
 */
public final class GraphQlService implements HttpService {
    private static final MediaType GRAPHQL_RESPONSE = MediaTypes.create("application", "graphql-response+json");
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept");
    private static final Header SCHEMA = Reply.type("text/plain; charset=utf-8");
    private static final ClientError TOO_MANY_REQUESTS = ClientError.of("Too many requests", ErrorCode.RATE_LIMITED);

    private final GraphQlExecution execution;
    private final Settings.GraphQl settings;
    private final Playground playground;
    private final Gate gate;
    private final RateLimitFields rateLimit;
    private final RequestObserver observer;

    /**
     * To be asked within the traces of its requests.
     *
     * @param observer sees what can't be executed
     */
    public GraphQlService(GraphQlExecution execution, Settings.GraphQl settings, Playground playground, Gate gate,
                          RequestObserver observer) {
        this.observer = observer;
        this.execution = execution;
        this.settings = settings;
        this.playground = playground;
        this.gate = gate;
        this.rateLimit = new RateLimitFields(gate.quota());
    }

    @Override
    public void routing(HttpRules rules) {
        rules.register("/ui", playground).get("/", this::get).post("/", this::post);
        Methods.others(rules, "/", Methods.SPEAKING);
        if (settings.introspection()) {
            rules.get("/schema.graphql", this::schema);
            Methods.others(rules, "/schema.graphql", Methods.READING);
        }
    }

    private void schema(ServerRequest request, ServerResponse response) {
        Reply.send(response, Status.OK_200, SCHEMA, execution.schemaString().getBytes(StandardCharsets.UTF_8));
    }

    private void get(ServerRequest request, ServerResponse response) {
        response.header(VARY);
        if (playground.isFor(request)) {
            playground.page(request, response);
            return;
        }
        answer(request, response, Permitted.QUERIES, () -> GraphQlRequest.ofParameters(
                parameter(request, "query"), parameter(request, "documentId"), parameter(request, "operationName"),
                parameter(request, "variables"), parameter(request, "extensions")));
    }

    private void post(ServerRequest request, ServerResponse response) {
        answer(request, response, Permitted.EVERYTHING, () -> {
            requireJson(request.headers());
            return GraphQlRequest.ofBody(body(request), request.headers().value(IDEMPOTENCY_KEY));
        });
    }

    private byte[] body(ServerRequest request) throws BadRequest {
        return RequestBody.read(request, settings.limits().of(Limit.BODY_BYTES));
    }

    /** Reads the request off the wire. */
    private interface Reading {
        GraphQlRequest read() throws BadRequest;
    }

    private void answer(ServerRequest request, ServerResponse response, Permitted permitted, Reading reading) {
        Optional<Header> type = responseType(request.headers());
        if (type.isEmpty()) {
            observer.ended(RequestedOperation.INVALID, Ending.REFUSED, Duration.ZERO);
            Reply.send(response, Status.NOT_ACCEPTABLE_406, Reply.JSON, ResponseBody.of(ClientError.of(
                    "Answers come as application/json or application/graphql-response+json", ErrorCode.BAD_REQUEST)));
            return;
        }
        switch (pass(request)) {
            case Passage.Open(Authority authority, OptionalLong left) -> {
                left.ifPresent(requests -> rateLimit.tell(response, requests));
                run(request, response, permitted, reading, authority, type.get());
            }
            case Passage.Shut(Duration retryAfter) -> {
                observer.rateLimited();
                rateLimit.tell(response, retryAfter);
                Reply.send(response, Status.TOO_MANY_REQUESTS_429, type.get(), ResponseBody.of(TOO_MANY_REQUESTS));
            }
        }
    }

    private void run(ServerRequest request, ServerResponse response, Permitted permitted, Reading reading,
                     Authority authority, Header type) {
        try {
            var caller = caller(authority, request.headers());
            Executed executed = execution.execute(reading.read(), caller, permitted);
            Status status = status(executed.stage(), type);
            switch (executed.stage()) {
                case METHOD_REFUSED -> response.header(HeaderNames.ALLOW, "POST");
                case SHED -> response.header(HeaderNames.RETRY_AFTER, "1");
                default -> { }
            }
            Reply.send(response, status, type, ResponseBody.of(executed.result()));
        } catch (BadRequest e) {
            observer.ended(RequestedOperation.INVALID, Ending.REFUSED, Duration.ZERO);
            refuse(response, type, e);
        }
    }

    private void refuse(ServerResponse response, Header type, BadRequest problem) {
        Limits limits = settings.limits();
        ClientError error = problem.limit().map(limit -> Refused.tooMuch(limit, limits.of(limit)))
                .orElseGet(() -> ClientError.of(problem.getMessage(), ErrorCode.BAD_REQUEST));
        Reply.send(response, problem.status(), type, ResponseBody.of(error));
    }

    private static Status status(GraphQlExecution.Stage stage, Header type) {
        return switch (stage) {
            case RAN -> Status.OK_200;
            case REFUSED -> type == Reply.GRAPHQL_RESPONSE ? Status.BAD_REQUEST_400 : Status.OK_200;
            case TURNED_AWAY -> Status.BAD_REQUEST_400;
            case METHOD_REFUSED -> Status.METHOD_NOT_ALLOWED_405;
            case SHED -> Status.SERVICE_UNAVAILABLE_503;
            case FAILED -> Status.INTERNAL_SERVER_ERROR_500;
        };
    }

    /** {@code application/json} where the client doesn't care: older clients know no other. */
    private static Optional<Header> responseType(ServerRequestHeaders headers) {
        return headers.bestAccepted(MediaTypes.APPLICATION_JSON, GRAPHQL_RESPONSE)
                .map(type -> type == GRAPHQL_RESPONSE ? Reply.GRAPHQL_RESPONSE : Reply.JSON);
    }

    /** Nothing else, so that no web page of somebody else's can have a browser send a mutation. */
    private static void requireJson(ServerRequestHeaders headers) throws BadRequest {
        boolean json = headers.contentType()
                .filter(GraphQlService::isJson)
                .filter(type -> type.charset().map("utf-8"::equalsIgnoreCase).orElse(true))
                .isPresent();
        if (!json) {
            throw new BadRequest(Status.UNSUPPORTED_MEDIA_TYPE_415,
                    "Requests must have the content type application/json, in UTF-8");
        }
    }

    private static boolean isJson(HttpMediaType type) {
        return type.type().equalsIgnoreCase("application") && type.subtype().equalsIgnoreCase("json");
    }

    private static Optional<String> parameter(ServerRequest request, String name) {
        return request.query().contains(name) ? Optional.of(request.query().get(name)) : Optional.empty();
    }

    private Passage pass(ServerRequest request) {
        var peer = (InetSocketAddress) request.remotePeer().address(); // there are no other sockets
        return gate.pass(request.headers().value(HeaderNames.AUTHORIZATION), peer.getAddress(),
                request.headers().all(HeaderNames.X_FORWARDED_FOR, List::of));
    }

    private Caller caller(Authority authority, ServerRequestHeaders headers) {
        return new Caller(authority, headers.value(HeaderNames.AUTHORIZATION),
                LogContext.current().traceparent().orElseThrow());
    }
}

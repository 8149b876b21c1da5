package com.movieticket.booking.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpSecurity;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.util.Optional;

/**
 * What every request goes through, outside of all filters and routes: its trace is begun, its head is looked at, its
 * answer gets the headers that all answers have, and its body is taken off the wire, wanted or not.
 *
 * <p>This is the one place where it is decided whether a connection goes on: what an answer says about that, it does.
 * (The framework writes {@code Connection: close} and waits for the client to do it.)
 */
final class GuardedRouting implements HttpRouting {
    private final HttpRouting routing;
    private final ErrorPages errors;
    private final Tracing tracing;

    GuardedRouting(HttpRouting routing, ErrorPages errors, Tracing tracing) {
        this.routing = routing;
        this.errors = errors;
        this.tracing = tracing;
    }

    @Override
    public void route(ConnectionContext context, RoutingRequest request, RoutingResponse plain) {
        tracing.request(RequestHead.traceparent(request.headers()), () -> guarded(context, request, plain));
    }

    private void guarded(ConnectionContext context, RoutingRequest request, RoutingResponse plain) {
        var connection = (GuardedConnection) context; // we have made all of them
        connection.requestBegins();
        HttpPrologue head = request.prologue();
        RoutingResponse response = AnswerToHead.orTo(request, plain);
        boolean complete = false;
        try {
            SecurityHeaders.addTo(response.headers());
            Optional<Status> problem = problem(request, connection);
            if (problem.isPresent() && !connection.isHttp2()) {
                throw Refusal.of(problem.get(), head, request.headers());
            }
            complete = problem.isPresent()
                    ? withBody(connection, request, response, () -> errors.send(response, problem.get()))
                    : withBody(connection, request, response, () -> routing.route(context, request, response));
        } finally {
            connection.requestEnds(complete);
        }
        if (!complete || response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("The connection ends with this answer");
        }
    }

    private static Optional<Status> problem(RoutingRequest request, GuardedConnection connection) {
        return RequestHead.hasPath(request.prologue())
                ? RequestHead.problem(request.headers(), connection.isHttp2(), connection.limits().headSize())
                : Optional.of(Status.BAD_REQUEST_400);
    }

    /** Whether nothing of the request is left on the wire. */
    private static boolean withBody(GuardedConnection connection, RoutingRequest request, RoutingResponse response,
                                    Runnable answering) {
        if (connection.isHttp2()) {
            response.beforeSend(() -> response.headers().remove(HeaderNames.CONNECTION)); // not known there
        } else if (RequestHead.isTheLast(request.headers())) {
            response.headers().set(HeaderValues.CONNECTION_CLOSE);
        }
        var body = new IncomingBody(request, connection);
        if (body.isConsumed()) { // there is none
            answering.run();
            return true;
        }
        connection.expect(body);
        try {
            if (!connection.isHttp2()) {
                boolean stays = connection.mayStay();
                response.beforeSend(() -> {
                    if (!stays || body.costsTheConnection()) {
                        response.headers().set(HeaderValues.CONNECTION_CLOSE);
                    }
                });
            }
            answering.run();
            return settle(connection, body);
        } finally {
            connection.forget(body);
        }
    }

    private static boolean settle(GuardedConnection connection, IncomingBody body) {
        if (connection.isHttp2()) {
            if (!body.drain()) {
                // The framework would go on to wait for the rest; interrupted, it ends the stream.
                Thread.currentThread().interrupt();
                throw new CloseConnectionException("A stream was answered before its end");
            }
            return true;
        }
        return !body.costsTheConnection() && body.drain();
    }

    @Override
    public HttpSecurity security() {
        return routing.security();
    }
}

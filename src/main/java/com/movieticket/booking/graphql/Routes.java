package com.movieticket.booking.graphql;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.json.JsonGenerator;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.ByteArrayOutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts the edge on the web server, and sees to it that whatever fails there answers in GraphQL's form. */
public final class Routes {
    private static final byte[] ROOT =
            "{\"message\":\"Movie Ticket Booking Service\",\"graphql_endpoint\":\"/graphql\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept");

    private final GraphQlService graphQl;
    private final ClientErrors errors;
    private final List<String> endpoints;

    /** @param endpoints all paths that a lost client may want to know, of this part of the service and the others */
    public Routes(GraphQlService graphQl, ClientErrors errors, List<String> endpoints) {
        this.graphQl = graphQl;
        this.errors = errors;
        this.endpoints = List.copyOf(endpoints);
    }

    /** Registers everything. */
    public void register(HttpRouting.Builder routing) {
        routing.get("/", Routes::root);
        Methods.others(routing, "/", Methods.READING);
        routing.register("/graphql", graphQl)
                .error(NotFoundException.class, this::notFound)
                .error(HttpException.class, Routes::refused)
                .error(Throwable.class, this::failed);
    }

    /** Programs get the contract's JSON; people, whose browsers prefer HTML, the playground. */
    private static void root(ServerRequest request, ServerResponse response) {
        response.header(VARY);
        if (request.headers().bestAccepted(MediaTypes.APPLICATION_JSON, MediaTypes.TEXT_HTML)
                .filter(MediaTypes.TEXT_HTML::equals).isPresent()) {
            response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, "/graphql").send();
            return;
        }
        Reply.send(response, Status.OK_200, Reply.JSON, ROOT);
    }

    private void notFound(ServerRequest request, ServerResponse response, NotFoundException problem) {
        Reply.send(response, Status.NOT_FOUND_404, Reply.JSON, notFound());
    }

    /** The server's own refusals; their messages are written for developers, so only the status is passed on. */
    private static void refused(ServerRequest request, ServerResponse response, HttpException problem) {
        problem.headers().forEach(response::header);
        Reply.send(response, problem.status(), Reply.JSON, ProtocolErrors.body(problem.status()));
    }

    private void failed(ServerRequest request, ServerResponse response, Throwable problem) {
        if (problem.getCause() instanceof SocketException) {
            throw new CloseConnectionException("The client went away", problem);
        }
        Reply.send(response, Status.INTERNAL_SERVER_ERROR_500, Reply.JSON,
                ResponseBody.of(errors.internal(problem)));
    }

    /** In a form of its own: it says where something is to be found. */
    private byte[] notFound() {
        var bytes = new ByteArrayOutputStream();
        try (var json = JsonGenerator.create(bytes)) {
            json.writeObjectStart().write("message", "Not found").writeKey("endpoints").writeArrayStart();
            endpoints.forEach(json::write);
            json.writeArrayEnd();
            ResponseBody.trace(json);
            json.writeObjectEnd();
        }
        return bytes.toByteArray();
    }
}

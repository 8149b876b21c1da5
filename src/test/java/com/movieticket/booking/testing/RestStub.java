package com.movieticket.booking.testing;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A neighbour that speaks HTTP as it should: answers as it is told, and remembers what it was asked. */
public final class RestStub implements AutoCloseable {
    /** @param target as it came over the wire */
    public record Request(String method, String target, Map<String, String> headers, String body, int clientPort) {
        /** A header, by its name in lower case. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** What to answer. */
    public record Reply(int status, String body) {
    }

    private static final Function<Request, Reply> UNTOLD = _ -> new Reply(500, "");

    private final WebServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Reply> answering = UNTOLD;

    public RestStub() {
        server = WebServer.builder().host("127.0.0.1").port(0).shutdownHook(false)
                .routing(routing -> routing.any(this::handle))
                .build().start();
    }

    public void answer(int status, String body) {
        answering = _ -> new Reply(status, body);
    }

    public void answer(Function<Request, Reply> answering) {
        this.answering = answering;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public Request onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request, but got " + requests);
        }
        return requests.getFirst();
    }

    /** Forgets what it was asked and told. */
    public void reset() {
        requests.clear();
        answering = UNTOLD;
    }

    /** An address at which nobody listens. */
    public static URI nobody() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        String query = request.query().rawValue();
        var headers = request.headers().stream().collect(Collectors.toMap(
                header -> header.headerName().lowerCase(), header -> header.get()));
        var seen = new Request(request.prologue().method().text(),
                request.prologue().uriPath().rawPath() + (query.isEmpty() ? "" : "?" + query),
                headers, request.content().hasEntity() ? request.content().as(String.class) : "",
                request.remotePeer().port());
        requests.add(seen);
        Reply reply = answering.apply(seen);
        response.status(Status.create(reply.status()));
        if (reply.status() >= 300 && reply.status() < 400) {
            response.header(HeaderNames.LOCATION, "/elsewhere");
        }
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(reply.body());
    }
}

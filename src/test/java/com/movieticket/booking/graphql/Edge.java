package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Settings;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** The edge on a port of its own, over use cases that a test decides. */
final class Edge implements AutoCloseable {
    static final Settings.Seats SEATS = new Settings.Seats(Duration.ofMinutes(5), 10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server;
    final FakeUseCases useCases = new FakeUseCases();
    final GraphQlExecution execution;

    Edge() {
        this(0);
    }

    Edge(int port) {
        var random = new SecureRandom();
        var errors = new ClientErrors(random);
        execution = new GraphQlExecution(useCases.useCases(), SEATS, errors, random);
        var routing = HttpRouting.builder();
        new Routes(new GraphQlService(execution, new Playground(), random), errors, List.of("/", "/graphql"))
                .register(routing);
        routing.get("/broken", (_, _) -> {
            throw new IllegalStateException("secret of /broken");
        });
        server = WebServer.builder().host("127.0.0.1").port(port).shutdownHook(false).routing(routing)
                .directHandlers(ProtocolErrors.handlers()).build().start();
    }

    int port() {
        return server.port();
    }

    /** A document sent by POST, answered as {@code application/json}. */
    HttpResponse<String> post(String document) {
        return postBody("{\"query\":" + quoted(document) + "}");
    }

    HttpResponse<String> post(String document, String variables) {
        return postBody("{\"query\":" + quoted(document) + ",\"variables\":" + variables + "}");
    }

    HttpResponse<String> postBody(String body, String... headers) {
        var request = to("/graphql").POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> get(String path, String... headers) {
        var request = to(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public void close() {
        client.close();
        server.stop();
    }

    /** Serves until killed, for trying things out by hand and for the audits of GraphQL over HTTP. */
    static void main(String[] arguments) {
        var edge = new Edge(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0);
        System.out.println("http://127.0.0.1:" + edge.port() + "/graphql");
    }
}

package com.movieticket.booking.graphql;

import com.movieticket.booking.RequestTraces;
import com.movieticket.booking.security.Authentication;
import com.movieticket.booking.security.Gate;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome;
import com.movieticket.booking.web.Capacity;
import com.movieticket.booking.web.Doorkeeper;
import com.movieticket.booking.web.FrontDoor;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The edge on a port of its own, over use cases that a test decides. Whoever asks it does so in one trace. */
final class Edge implements AutoCloseable {
    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";
    /** What the {@code extensions} of each error end with. */
    static final String TRACED = ",\"trace_id\":\"" + TRACE_ID + "\"}";

    static final Settings.Seats SEATS = new Settings.Seats(Duration.ofMinutes(5), 10);

    /** As it is when nothing is set. */
    static final Settings.GraphQl GRAPHQL = switch (SettingsReader.read(Map.of())) {
        case Outcome.Accepted(Settings settings) -> settings.graphql();
        case Outcome.Refused refused -> throw new AssertionError(refused.report());
    };
    static final Settings.Jwt NOT_ASKED = new Settings.Jwt(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Duration.ZERO);
    static final Settings.RateLimit NO_LIMIT = new Settings.RateLimit(0, 1, List.of());

    static final Settings.Server SERVER = new Settings.Server("127.0.0.1", 0, Duration.ofSeconds(1), 1000, 1000, 2000, 8192,
            16_384, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
    static final Settings.Cors NO_ORIGINS = new Settings.Cors(List.of(), Duration.ZERO);

    private final HttpClient client = HttpClient.newHttpClient();
    private final FrontDoor door;
    private final WebServer server;
    final RememberingObserver observer = new RememberingObserver();
    final FakeUseCases useCases = new FakeUseCases();
    final GraphQlExecution execution;
    /** So many are worked on at once. */
    static final int AT_ONCE = 1000;
    final LoadShedding shedding;

    /** Nobody is asked who they are, and everybody may ask as often as they like. */
    Edge() {
        this(0);
    }

    Edge(int port) {
        this(port(SERVER, port), NO_ORIGINS);
    }

    /** With other limits and documents than the defaults. */
    Edge(Settings.GraphQl settings) {
        this(SERVER, Capacity.of(SERVER), WaitingLine.none(), NO_ORIGINS, settings, Optional.empty(), open());
    }

    /** The door is as the test wants it. */
    Edge(Settings.Server server, Settings.Cors cors) {
        this(server, Capacity.of(server), WaitingLine.none(), cors, GRAPHQL, Optional.empty(), open());
    }

    /** Over real use cases, or whatever is behind these functions. */
    Edge(UseCases useCases, Gate gate) {
        this(SERVER, Capacity.of(SERVER), WaitingLine.none(), NO_ORIGINS, GRAPHQL, Optional.of(useCases), gate);
    }

    /** Where one may wait for his turn. */
    Edge(WaitingLine line) {
        this(SERVER, Capacity.of(SERVER), line, NO_ORIGINS, GRAPHQL, Optional.empty(), open());
    }

    /** That bears just so much. */
    Edge(Capacity capacity) {
        this(SERVER, capacity, WaitingLine.none(), NO_ORIGINS, GRAPHQL, Optional.empty(), open());
    }

    private static Gate open() {
        return new Gate(Authentication.of(NOT_ASKED, InstantSource.system()), NO_LIMIT, System::nanoTime);
    }

    private Edge(Settings.Server settings, Capacity capacity, WaitingLine line, Settings.Cors cors, Settings.GraphQl graphql,
                 Optional<UseCases> others, Gate gate) {
        var random = new SecureRandom();
        shedding = new LoadShedding(AT_ONCE, AT_ONCE, line, 2, ProcessorQueue.ofVirtualThreads(), System::nanoTime);
        var unread = new UnreadRequests(shedding, observer);
        door = new FrontDoor(settings, capacity, cors, ProtocolErrors::body,
                new Doorkeeper(unread::isBusy, unread::turn, unread::answer, unread::forgo), new RequestTraces(random), System::nanoTime);
        var errors = new ClientErrors(random);
        execution = new GraphQlExecution(others.orElseGet(useCases::useCases), SEATS, graphql,
                shedding, errors, random, observer);
        var routing = HttpRouting.builder();
        var config = WebServer.builder();
        door.register(config, routing);
        new Routes(new GraphQlService(execution, graphql,
                new Playground(new Settings.Playground(true), graphql.documents()), gate, observer), errors,
                List.of("/", "/graphql")).register(routing);
        routing.get("/broken", (_, _) -> {
            throw new IllegalStateException("secret of /broken");
        });
        server = config.routing(routing).build().start();
    }

    private static Settings.Server port(Settings.Server s, int port) {
        return new Settings.Server(s.host(), port, s.grace(), s.maxConnections(), s.maxRequests(),
                s.maxStreams(), s.maxUri(), s.maxHeaders(), s.idleTimeout(), s.headTimeout(),
                s.bodyTimeout(), s.answerTimeout());
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
        return send(to("/graphql", headers).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(to(path, headers).GET());
    }

    /** In the trace that the headers name, or else in the usual one. */
    private HttpRequest.Builder to(String path, String[] headers) {
        HttpRequest.Builder request = List.of(headers).contains("traceparent") ? untraced(path) : to(path);
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpRequest.Builder to(String path) {
        return untraced(path).header("traceparent", TRACEPARENT);
    }

    /** For a request that comes without a trace. */
    HttpRequest.Builder untraced(String path) {
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
        door.close();
    }

    /** Serves until killed, for trying things out by hand and for the audits of GraphQL over HTTP. */
    static void main(String[] arguments) {
        var edge = new Edge(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0);
        System.out.println("http://127.0.0.1:" + edge.port() + "/graphql");
    }
}

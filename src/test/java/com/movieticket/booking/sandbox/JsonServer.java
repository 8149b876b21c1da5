package com.movieticket.booking.sandbox;

import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.json.JsonException;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.json.JsonValue;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An HTTP server on 127.0.0.1 that speaks JSON: the HTTP side of the stand-ins. */
final class JsonServer {
    private static final long LARGEST_REQUEST = 64 * 1024;

    private JsonServer() {
    }

    /** What one route does. */
    interface Route {
        /** @throws UnprocessableException when the request makes no sense; becomes a 422 */
        Answer answer(ServerRequest request) throws InterruptedException, IOException;
    }

    /** What a route answers. */
    record Answer(Status status, JsonValue body) {
        static Answer ok(JsonValue body) {
            return new Answer(Status.OK_200, body);
        }

        static Answer problem(Status status, String detail) {
            return new Answer(status, JsonObject.builder().set("detail", detail).build());
        }
    }

    /** The request makes no sense; the message says why and repeats nothing of it. */
    static final class UnprocessableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnprocessableException(String detail) {
            super(detail);
        }
    }

    /**
     * Starts listening.
     *
     * @param port 0 = any free one
     */
    static WebServer start(int port, Consumer<HttpRouting.Builder> routes) {
        return WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .maxPayloadSize(LARGEST_REQUEST)
                .shutdownHook(false)
                // A stand-in that is closed is gone: calls that it holds back are interrupted.
                .shutdownGracePeriod(Duration.ofMillis(50))
                .featuresDiscoverServices(false)
                .routing(routing -> {
                    routing.error(UnprocessableException.class, (_, response, problem) ->
                            send(response, Answer.problem(Status.UNPROCESSABLE_CONTENT_422, problem.getMessage())));
                    routes.accept(routing);
                })
                .build()
                .start();
    }

    /** A route that always does its duty. */
    static Handler plain(Route route) {
        return (request, response) -> send(response, route.answer(request));
    }

    /** A route that misbehaves as it is told. */
    static <C extends Enum<C>> Handler conducted(Conduct<C, Status> conduct, C call, Route route) {
        return (request, response) -> {
            var refusal = conduct.arriving(call, headers(request));
            if (refusal.isPresent()) {
                send(response, Answer.problem(refusal.get(), refusal.get().reasonPhrase()));
                return;
            }
            var answer = route.answer(request);
            send(response, conduct.leaving(call)
                    .map(lost -> Answer.problem(lost, lost.reasonPhrase()))
                    .orElse(answer));
        };
    }

    /** @throws UnprocessableException when the body isn't a JSON object */
    static JsonObject object(ServerRequest request) throws IOException {
        try (InputStream content = request.content().inputStream()) {
            return JsonParser.create(content.readAllBytes()).readJsonObject();
        } catch (JsonException _) {
            throw new UnprocessableException("the body must be a JSON object");
        }
    }

    /** A decoded part of the path. */
    static String pathParameter(ServerRequest request, String name) {
        return request.path().pathParameters().get(name);
    }

    private static void send(ServerResponse response, Answer answer) {
        response.status(answer.status())
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .send(answer.body().toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(ServerRequest request) {
        return request.headers().stream().collect(Collectors.toUnmodifiableMap(
                header -> header.headerName().lowerCase(), header -> header.values(), (first, _) -> first));
    }
}

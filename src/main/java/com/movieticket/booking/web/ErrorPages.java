package com.movieticket.booking.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerResponse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the web server says by itself, when a request is so broken, or so large, that it never comes to the routes: in the
 * form that the service gives its errors, and nothing but the status' own words.
 *
 * <p>This may be said outside of the request's trace, before it is begun or after it has ended, so the trace is looked
 * for again, in the request's head as far as that is known.
 */
final class ErrorPages implements DirectHandler {
    static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");

    private final Function<Status, byte[]> body;
    private final Tracing tracing;

    /** @param body of an error, as JSON */
    ErrorPages(Function<Status, byte[]> body, Tracing tracing) {
        this.body = body;
        this.tracing = tracing;
    }

    /** For every kind of event. */
    DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        Stream.of(EventType.values()).forEach(type -> handlers.addHandler(type, this));
        return handlers.build();
    }

    @Override
    public TransportResponse handle(TransportRequest request, EventType type, Status status,
                                    ServerResponseHeaders headers, String message) {
        headers.set(JSON);
        SecurityHeaders.addTo(headers);
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(type.keepAlive())
                .entity(Method.HEAD.text().equals(request.method()) ? new byte[0] : body(request, status))
                .build();
    }

    private byte[] body(TransportRequest request, Status status) {
        return tracing.refusal(RequestHead.traceparent(request.headers()), () -> body.apply(status));
    }

    void send(ServerResponse response, Status status) {
        response.status(status).header(JSON).send(body.apply(status));
    }

    /** A whole answer of HTTP/1.1, for a connection that ends before it was handed to the framework. */
    byte[] lastWord(Status status) {
        var headers = ServerResponseHeaders.create();
        byte[] content = body.apply(status);
        headers.set(JSON).set(HeaderValues.CONNECTION_CLOSE);
        headers.contentLength(content.length);
        if (status.code() == Status.SERVICE_UNAVAILABLE_503.code()) {
            headers.set(HeaderNames.RETRY_AFTER, "1");
        }
        SecurityHeaders.addTo(headers);
        return answer(head(status, headers) + "\r\n", content);
    }

    /** The head of an answer of HTTP/1.1, but for the empty line at its end. */
    static String head(Status status, ServerResponseHeaders headers) {
        var text = new StringBuilder("HTTP/1.1 %s %s\r\n".formatted(status.codeText(), status.reasonPhrase()));
        headers.forEach(header -> text.append("%s: %s\r\n".formatted(header.name(), header.get())));
        return text.toString();
    }

    /** @param head with the empty line at its end */
    static byte[] answer(String head, byte[] content) {
        byte[] begin = head.getBytes(StandardCharsets.US_ASCII);
        byte[] answer = Arrays.copyOf(begin, begin.length + content.length);
        System.arraycopy(content, 0, answer, begin.length, content.length);
        return answer;
    }
}

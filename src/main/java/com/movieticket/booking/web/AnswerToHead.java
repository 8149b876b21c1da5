package com.movieticket.booking.web;

import io.helidon.common.GenericType;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.Header;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.ServerResponseTrailers;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import org.jspecify.annotations.Nullable;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An answer to HEAD: that to GET, with all of its headers, but without its body (RFC 9110, 9.3.2). The framework would
 * send the body, and the client would take it for the next answer.
 *
 * <p>Routes need to know of GET alone.
 */
final class AnswerToHead implements RoutingResponse {
    private final RoutingResponse response;
    private @Nullable Counting counted;

    private AnswerToHead(RoutingResponse response) {
        this.response = response;
    }

    /** The response that a request is to be given; a request of HEAD becomes one of GET. */
    static RoutingResponse orTo(RoutingRequest request, RoutingResponse response) {
        HttpPrologue head = request.prologue();
        if (head.method() != Method.HEAD) {
            return response;
        }
        request.prologue(HttpPrologue.create(head.rawProtocol(), head.protocol(), head.protocolVersion(), Method.GET,
                head.uriPath(), head.query(), head.fragment()));
        return new AnswerToHead(response);
    }

    private void sendWithout(long length) {
        if (length > 0) {
            response.contentLength(length);
        }
        response.send();
    }

    @Override
    public void send() {
        response.send();
    }

    @Override
    public void send(byte[] bytes) {
        sendWithout(bytes.length);
    }

    @Override
    public void send(byte[] bytes, int position, int length) {
        sendWithout(length);
    }

    /** {@inheritDoc} What isn't text has a length that only a body could tell, so it is left out. */
    @Override
    public void send(Object entity) {
        switch (entity) {
            case byte[] bytes -> send(bytes);
            case String text -> sendWithout(text.getBytes(StandardCharsets.UTF_8).length);
            default -> response.send();
        }
    }

    @Override
    public OutputStream outputStream() {
        counted = new Counting();
        return counted;
    }

    @Override
    public void streamFilter(UnaryOperator<OutputStream> filter) {
        // It would have nothing to filter.
    }

    @Override
    public <T extends Sink<?>> T sink(GenericType<T> type) {
        return response.sink(type);
    }

    @Override
    public void streamResult(String result) {
        response.streamResult(result);
    }

    @Override
    public ServerResponse status(Status status) {
        response.status(status);
        return this;
    }

    @Override
    public Status status() {
        return response.status();
    }

    @Override
    public ServerResponse header(Header header) {
        response.header(header);
        return this;
    }

    @Override
    public ServerResponseHeaders headers() {
        return response.headers();
    }

    @Override
    public ServerResponseTrailers trailers() {
        return response.trailers();
    }

    @Override
    public ServerResponse beforeTrailers(Consumer<ServerResponseTrailers> listener) {
        response.beforeTrailers(listener);
        return this;
    }

    @Override
    public ServerResponse beforeSend(Runnable listener) {
        response.beforeSend(listener);
        return this;
    }

    @Override
    public ServerResponse whenSent(Runnable listener) {
        response.whenSent(listener);
        return this;
    }

    @Override
    public boolean isSent() {
        return response.isSent();
    }

    @Override
    public long bytesWritten() {
        return response.bytesWritten();
    }

    @Override
    public ServerResponse reroute(String path) {
        response.reroute(path);
        return this;
    }

    @Override
    public ServerResponse reroute(String path, UriQuery query) {
        response.reroute(path, query);
        return this;
    }

    @Override
    public ServerResponse next() {
        response.next();
        return this;
    }

    @Override
    public void resetRouting() {
        response.resetRouting();
    }

    @Override
    public boolean shouldReroute() {
        return response.shouldReroute();
    }

    @Override
    public HttpPrologue reroutePrologue(HttpPrologue prologue) {
        return response.reroutePrologue(prologue);
    }

    @Override
    public boolean isNexted() {
        return response.isNexted();
    }

    @Override
    public void commit() {
        if (counted != null) {
            counted.close();
        }
        response.commit();
    }

    @Override
    public boolean hasEntity() {
        return response.hasEntity() || counted != null;
    }

    @Override
    public boolean reset() {
        return response.reset();
    }

    @Override
    public boolean resetStream() {
        return response.resetStream();
    }

    /** Is written to as if it were the body. */
    private final class Counting extends OutputStream {
        private long length;

        @Override
        public void write(int one) {
            length++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            length += count;
        }

        @Override
        public void close() {
            if (!response.isSent()) {
                sendWithout(length);
            }
        }
    }
}

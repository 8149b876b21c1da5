package com.movieticket.booking.graphql;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

import java.util.stream.Stream;

/**
 * What the web server says when a request is so broken, or so large, that it never comes to the routes: GraphQL's form
 * here too, and nothing but the status' own words.
 */
public final class ProtocolErrors implements DirectHandler {
    private ProtocolErrors() {
    }

    /** For every kind of event; to be given to the web server. */
    public static DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        Stream.of(EventType.values()).forEach(type -> handlers.addHandler(type, new ProtocolErrors()));
        return handlers.build();
    }

    @Override
    public TransportResponse handle(TransportRequest request, EventType type, Status status,
                                    ServerResponseHeaders headers, String message) {
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Reply.JSON.get())
                .keepAlive(type.keepAlive())
                .entity(body(status))
                .build();
    }

    static byte[] body(Status status) {
        return ResponseBody.of(ClientError.of(status.reasonPhrase(),
                status.code() == Status.NOT_FOUND_404.code() ? ErrorCode.NOT_FOUND
                        : status.family() == Status.Family.SERVER_ERROR ? ErrorCode.INTERNAL : ErrorCode.BAD_REQUEST));
    }
}

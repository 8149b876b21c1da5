package com.movieticket.booking.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectTransportRequest;

/** The last answer on a connection of HTTP/1.1: nothing that comes after it can be trusted to be a request. */
final class Refusal {
    private Refusal() {
    }

    /** Of a request of which nothing is known yet. */
    static RequestException of(Status status) {
        return refusal(status).build();
    }

    /** @param method of the request: it decides whether the refusal has a body */
    static RequestException of(Status status, Method method) {
        return refusal(status).request(DirectTransportRequest.create("HTTP/1.1", method.text(), "")).build();
    }

    private static RequestException.Builder refusal(Status status) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .message(status.reasonPhrase());
    }
}

package com.movieticket.booking.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
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

    /**
     * Of a request whose head is known.
     *
     * @param prologue its method decides whether the refusal has a body
     * @param headers  name the trace that it belongs to
     */
    static RequestException of(Status status, HttpPrologue prologue, Headers headers) {
        return refusal(status).request(DirectTransportRequest.create(prologue, headers)).build();
    }

    private static RequestException.Builder refusal(Status status) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .message(status.reasonPhrase());
    }
}

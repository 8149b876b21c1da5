package com.movieticket.booking.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;

/** The last answer on a connection of HTTP/1.1: nothing that comes after it can be trusted to be a request. */
final class Refusal {
    private Refusal() {
    }

    static RequestException of(Status status) {
        return RequestException.builder()
                .type(DirectHandler.EventType.BAD_REQUEST)
                .status(status)
                .setKeepAlive(false)
                .message(status.reasonPhrase())
                .build();
    }
}

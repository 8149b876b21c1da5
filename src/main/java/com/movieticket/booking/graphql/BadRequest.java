package com.movieticket.booking.graphql;

import io.helidon.http.Status;

/** What came over HTTP isn't a GraphQL request. The message is for the client. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    BadRequest(Status status, String message) {
        super(message);
        this.status = status;
    }

    /** Of the 400 range. */
    Status status() {
        return status;
    }
}

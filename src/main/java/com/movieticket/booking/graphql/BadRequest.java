package com.movieticket.booking.graphql;

import io.helidon.http.Status;

/** What came over HTTP isn't a GraphQL request. The message is for the client. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final boolean readToItsEnd;

    BadRequest(Status status, String message) {
        this(status, message, true);
    }

    /** @param readToItsEnd false when more of the request is still to come, so that nothing can follow it */
    BadRequest(Status status, String message, boolean readToItsEnd) {
        super(message);
        this.status = status;
        this.readToItsEnd = readToItsEnd;
    }

    /** Of the 400 range. */
    Status status() {
        return status;
    }

    /** Whether the connection can go on. */
    boolean readToItsEnd() {
        return readToItsEnd;
    }
}

package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Limit;
import io.helidon.http.Status;

import java.util.Optional;

/** What came over HTTP isn't a GraphQL request. The message is for the client. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final transient Optional<Limit> limit;

    BadRequest(Status status, String message) {
        this(status, message, Optional.empty());
    }

    /** @param limit that the request is beyond, if that is what is wrong */
    BadRequest(Status status, String message, Optional<Limit> limit) {
        super(message);
        this.status = status;
        this.limit = limit;
    }

    /** The limit that the request is beyond, if that is what is wrong. */
    Optional<Limit> limit() {
        return limit;
    }

    /** Of the 400 range. */
    Status status() {
        return status;
    }
}

package com.movieticket.booking.graphql;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/** Sends an answer whole, with its length. */
final class Reply {
    static final Header JSON = type("application/json; charset=utf-8");
    static final Header GRAPHQL_RESPONSE = type("application/graphql-response+json; charset=utf-8");
    /** Answers are about one user's bookings, now. */
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private Reply() {
    }

    static Header type(String mediaType) {
        return HeaderValues.createCached(HeaderNames.CONTENT_TYPE, mediaType);
    }

    static void send(ServerResponse response, Status status, Header type, byte[] body) {
        response.status(status).header(type).header(NO_STORE).send(body);
    }
}

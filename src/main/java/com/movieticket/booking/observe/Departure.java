package com.movieticket.booking.observe;

import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Turns readiness off once the service is about to stop, whatever its dependencies say. */
final class Departure implements Handler {
    private static final String STOPPING = "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"stopping\",\"status\":\"DOWN\"}]}";

    private volatile boolean announced;

    void announce() {
        announced = true;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        if (!announced) {
            response.next();
            return;
        }
        response.status(Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .header(HeaderValues.CACHE_NO_CACHE)
                .send(STOPPING);
    }
}

package com.movieticket.booking.observe;

import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.List;

/** {@code GET /health} as the API document has it: healthy unless something is gone that nothing works without. */
final class OverallHealth implements Handler {
    private static final String HEALTHY = "{\"status\":\"healthy\",\"service\":\"booking-service\"}";
    private static final String UNHEALTHY = "{\"status\":\"unhealthy\",\"service\":\"booking-service\"}";

    private final List<Watch> required;

    OverallHealth(List<Watch> required) {
        this.required = required;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        required.stream().skip(1).filter(Watch::isStale).forEach(stale -> Thread.ofVirtual().start(stale::reading));
        boolean healthy = required.stream().allMatch(watch -> watch.reading().isWell());
        response.status(healthy ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .header(HeaderValues.CACHE_NO_CACHE)
                .header(HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF)
                .send(healthy ? HEALTHY : UNHEALTHY);
    }
}

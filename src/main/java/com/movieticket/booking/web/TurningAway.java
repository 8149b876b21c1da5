package com.movieticket.booking.web;

import io.helidon.http.DateTime;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Finds the requests that the {@link Doorkeeper} lets wait or turns away unread, and answers the latter as they would be
 * answered if they were read: who turns away most of what comes must do that with the least of effort, or little is left for
 * what is let in.
 */
final class TurningAway {
    private final Doorkeeper doorkeeper;
    private final Tracing tracing;
    private final int largestHead;
    private final String head;

    /** @param largestHead that is let in, in bytes */
    TurningAway(Doorkeeper doorkeeper, Tracing tracing, int largestHead) {
        this.doorkeeper = doorkeeper;
        this.tracing = tracing;
        this.largestHead = largestHead;
        var headers = ServerResponseHeaders.create();
        headers.set(ErrorPages.JSON).set(HeaderValues.CONNECTION_KEEP_ALIVE).set(HeaderNames.RETRY_AFTER, "1");
        SecurityHeaders.addTo(headers);
        this.head = ErrorPages.head(Status.SERVICE_UNAVAILABLE_503, headers);
    }

    /**
     * It is there.
     *
     * @param turn        waits until its turn has come; false if it never does
     * @param traceparent as it was sent
     */
    record Obstacle(BooleanSupplier turn, Optional<String> traceparent) {
    }

    /**
     * What stands between a request and its being read.
     *
     * @param bytes what has come of it
     * @return empty when it is to be read at once
     */
    Optional<Obstacle> obstacle(byte[] bytes) {
        if (!doorkeeper.isBusy().getAsBoolean()) {
            return Optional.empty();
        }
        return PlainRequest.of(bytes, largestHead).flatMap(request -> doorkeeper.turns()
                .of(request.target(), request.content(), bytes.length)
                .map(turn -> new Obstacle(turn, request.traceparent())));
    }

    /** Whether more of a request has to come before it is known whether there is an {@link #obstacle}. */
    boolean needsMore(byte[] bytes) {
        return doorkeeper.isBusy().getAsBoolean() && PlainRequest.missing(bytes, largestHead) > 0;
    }

    /** The whole answer to a request whose turn never comes. */
    byte[] answer(Obstacle obstacle) {
        return withHead(tracing.refusal(obstacle.traceparent(), doorkeeper.answer()));
    }

    /** The request of the calling thread, whose turn had come, has ended. */
    void ended() {
        doorkeeper.ended().run();
    }

    private byte[] withHead(byte[] content) {
        String rest = "Date: " + DateTime.rfc1123String() + "\r\nContent-Length: " + content.length + "\r\n\r\n";
        return ErrorPages.answer(head + rest, content);
    }
}

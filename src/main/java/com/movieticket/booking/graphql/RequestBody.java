package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Limit;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Takes a request's body off the wire, and no more of it than is good for us. */
final class RequestBody {
    private RequestBody() {
    }

    /**
     * @param largest in bytes
     * @throws BadRequest when it is larger; the web server sees to the rest of it
     */
    static byte[] read(ServerRequest request, int largest) throws BadRequest {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try {
            // No more room than it says that it needs, and for one byte more, so that its end is seen.
            long announced = request.headers().contentLength().orElse(largest);
            byte[] body = request.content().inputStream().readNBytes((int) Math.min(announced, largest) + 1);
            if (body.length > largest) {
                throw new BadRequest(Status.REQUEST_ENTITY_TOO_LARGE_413,
                        "The body is larger than " + largest + " bytes", Optional.of(Limit.BODY_BYTES));
            }
            return body;
        } catch (IOException | UncheckedIOException | InsufficientDataAvailableException e) {
            throw new CloseConnectionException("The client went away in the middle of its request", e);
        }
    }
}

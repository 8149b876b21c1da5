package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Limit;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Takes a request's body off the wire, and no more of it than is good for us. */
final class RequestBody {
    /** Bytes of an overlong body that are read and forgotten, so that its sender comes to read our answer. */
    private static final int PATIENCE = 1 << 20;

    private RequestBody() {
    }

    /**
     * @param largest in bytes
     * @throws BadRequest when it is larger; an endless one costs the connection
     */
    static byte[] read(ServerRequest request, int largest) throws BadRequest {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try {
            InputStream in = request.content().inputStream();
            byte[] body = in.readNBytes(largest + 1);
            if (body.length <= largest) {
                return body;
            }
            throw new BadRequest(Status.REQUEST_ENTITY_TOO_LARGE_413,
                    "The body is larger than " + largest + " bytes", Optional.of(Limit.BODY_BYTES),
                    endsWithin(PATIENCE, in));
        } catch (IOException | UncheckedIOException | InsufficientDataAvailableException e) {
            throw new CloseConnectionException("The client went away in the middle of its request", e);
        }
    }

    private static boolean endsWithin(int bytes, InputStream in) throws IOException {
        byte[] forgotten = new byte[8192];
        for (int left = bytes; left > 0; ) {
            int count = in.read(forgotten);
            if (count < 0) {
                return true;
            }
            left -= count;
        }
        return false;
    }
}

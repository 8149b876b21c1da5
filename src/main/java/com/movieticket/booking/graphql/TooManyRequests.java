package com.movieticket.booking.graphql;

import com.movieticket.booking.security.Gate.Passage;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.time.Duration;

/**
 * Tells a client that asks too often when to come back: {@code Retry-After} (RFC 9110), and the {@code RateLimit} fields
 * of the IETF's draft-ietf-httpapi-ratelimit-headers.
 */
final class TooManyRequests {
    private static final HeaderName RATE_LIMIT = HeaderNames.create("RateLimit");
    private static final HeaderName RATE_LIMIT_POLICY = HeaderNames.create("RateLimit-Policy");
    private static final byte[] BODY =
            ResponseBody.of(ClientError.of("Too many requests", ErrorCode.RATE_LIMITED));

    private TooManyRequests() {
    }

    static void answer(ServerRequest request, ServerResponse response, Header type, Passage.Shut shut) {
        long retryAfter = wholeSeconds(shut.retryAfter());
        response.header(HeaderNames.RETRY_AFTER, Long.toString(retryAfter))
                .header(RATE_LIMIT, "\"client\";r=0;t=" + retryAfter)
                .header(RATE_LIMIT_POLICY, "\"client\";q=" + shut.burst() + ";w=" + wholeSeconds(shut.refill()));
        Reply.send(request, response, Status.TOO_MANY_REQUESTS_429, type, BODY);
    }

    /** Rounded up: who comes sooner comes too soon. */
    private static long wholeSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}

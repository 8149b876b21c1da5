package com.movieticket.booking.graphql;

import com.movieticket.booking.security.Gate.Quota;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells a client how often it may come: the fields {@code RateLimit} and {@code RateLimit-Policy} of the IETF's
 * draft-ietf-httpapi-ratelimit-headers-11, and {@code Retry-After} (RFC 9110) when it has come too often.
 *
 * <p>An answer tells how many requests are left, not for how long: they are refilled one by one all the time, and the
 * draft leaves the window out then.
 */
final class RateLimitFields {
    private static final HeaderName RATE_LIMIT = HeaderNames.create("RateLimit");
    private static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");

    private final Optional<Header> policy;

    /** @param quota none if there is no limit */
    RateLimitFields(Optional<Quota> quota) {
        policy = quota.map(it -> HeaderValues.createCached(POLICY,
                "\"client\";q=" + it.burst() + ";w=" + wholeSeconds(it.refill())));
    }

    /** @param left how many more requests would be let through at once */
    void tell(ServerResponse response, long left) {
        response.header(RATE_LIMIT, "\"client\";r=" + left);
        policy.ifPresent(response::header);
    }

    /** @param retryAfter when the next request would be let through */
    void tell(ServerResponse response, Duration retryAfter) {
        long seconds = wholeSeconds(retryAfter);
        response.header(HeaderNames.RETRY_AFTER, Long.toString(seconds));
        response.header(RATE_LIMIT, "\"client\";r=0;t=" + seconds);
        policy.ifPresent(response::header);
    }

    /** Rounded up: who comes sooner comes too soon. */
    private static long wholeSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}

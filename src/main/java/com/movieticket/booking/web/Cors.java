package com.movieticket.booking.web;

import com.movieticket.booking.settings.Settings;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.util.Set;

/**
 * Lets web pages of other origins ask (the Fetch standard's CORS protocol), those that the settings name and no others.
 * Without any, browsers are told nothing, and keep such pages out.
 *
 * <p>Credentials are never allowed: tokens come in a header that the page itself sets, and there are no cookies.
 */
final class Cors implements Filter {
    private static final String ANY = "*";
    private static final Header METHODS =
            HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST");
    private static final Header HEADERS = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
            "Authorization, Content-Type, Idempotency-Key, traceparent");
    private static final Header EXPOSED = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
            "Retry-After, RateLimit, RateLimit-Policy");

    private final Set<String> origins;
    private final Header maxAge;
    private final ErrorPages errors;

    Cors(Settings.Cors settings, ErrorPages errors) {
        this.origins = Set.copyOf(settings.allowOrigins());
        this.maxAge = HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_MAX_AGE, settings.maxAge().toSeconds());
        this.errors = errors;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var allowed = request.headers().value(HeaderNames.ORIGIN)
                .filter(origin -> origins.contains(origin) || origins.contains(ANY));
        if (!origins.isEmpty()) {
            response.beforeSend(() -> varyByOrigin(response.headers()));
        }
        allowed.ifPresent(origin -> response
                .header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origins.contains(ANY) ? ANY : origin)
                .header(EXPOSED));
        if (!isPreflight(request)) {
            chain.proceed();
        } else if (allowed.isPresent()) {
            response.status(Status.NO_CONTENT_204).header(METHODS).header(HEADERS).header(maxAge).send();
        } else {
            errors.send(response, Status.FORBIDDEN_403);
        }
    }

    /** Beside whatever else it varies by. A header that exists must not be added to: it may be everybody's. */
    private static void varyByOrigin(WritableHeaders<?> headers) {
        headers.set(HeaderNames.VARY, headers.value(HeaderNames.VARY).map(others -> others + ", Origin").orElse("Origin"));
    }

    private static boolean isPreflight(RoutingRequest request) {
        ServerRequestHeaders headers = request.headers();
        return request.prologue().method() == Method.OPTIONS && headers.contains(HeaderNames.ORIGIN)
                && headers.contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }
}

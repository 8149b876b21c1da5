package com.movieticket.booking.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;

import java.util.List;

/**
 * What every answer tells browsers: nothing of it is to be guessed, kept, framed, or run. A route that knows better (the
 * playground, for one) sets its own.
 *
 * <p>{@code Strict-Transport-Security} isn't among them: whoever ends TLS in front of us must say it, for all that it
 * serves.
 */
final class SecurityHeaders {
    private static final List<Header> ALL = List.of(
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store"),
            HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
            HeaderValues.createCached("Referrer-Policy", "no-referrer"),
            HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"),
            HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
            HeaderValues.createCached("Content-Security-Policy",
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"));

    private SecurityHeaders() {
    }

    static void addTo(WritableHeaders<?> headers) {
        ALL.forEach(headers::setIfAbsent);
    }
}

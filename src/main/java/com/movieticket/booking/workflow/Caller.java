package com.movieticket.booking.workflow;

import java.util.Optional;

/**
 * On whose behalf a use case runs: passed on to the neighbours.
 *
 * @param authorization the request's {@code Authorization} header, whole; absent for work that no request asked for
 * @param traceparent   in the form of W3C Trace Context
 */
public record Caller(Optional<String> authorization, String traceparent) {
    /** Keeps the credentials out of every log. */
    @Override
    public String toString() {
        return "Caller[" + (authorization.isPresent() ? "authorized, " : "") + traceparent + "]";
    }
}

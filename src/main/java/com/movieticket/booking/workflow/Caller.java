package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.UserId;

import java.util.Optional;

/**
 * On whose behalf a use case runs. The use cases ask for its authority; the rest is passed on to the neighbours.
 *
 * @param authority     for which users it may act
 * @param authorization the request's {@code Authorization} header, whole; absent for work that no request asked for
 * @param traceparent   in the form of W3C Trace Context
 */
public record Caller(Authority authority, Optional<String> authorization, String traceparent) {
    /** Whether what belongs to a user is the caller's business. */
    public boolean mayActFor(UserId owner) {
        return authority.covers(owner);
    }

    /** Keeps the credentials out of every log. */
    @Override
    public String toString() {
        return "Caller[" + (authorization.isPresent() ? "authorized, " : "") + traceparent + "]";
    }
}

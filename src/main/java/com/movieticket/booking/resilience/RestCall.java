package com.movieticket.booking.resilience;

import io.helidon.http.Method;

import java.util.Map;

/**
 * One HTTP request to a neighbour.
 *
 * @param target  path and query as they go onto the wire: percent-encoded, beginning with {@code /}
 * @param headers beside those that every request has
 * @param json    the body; none when empty
 */
public record RestCall(Method method, String target, Map<String, String> headers, String json) {
    /** Asks for something. */
    public static RestCall get(String target, Map<String, String> headers) {
        return new RestCall(Method.GET, target, headers, "");
    }

    /** Orders something. */
    public static RestCall post(String target, Map<String, String> headers, String json) {
        return new RestCall(Method.POST, target, headers, json);
    }

    /** Keeps credentials and card data out of every log. */
    @Override
    public String toString() {
        return method + " " + target;
    }
}

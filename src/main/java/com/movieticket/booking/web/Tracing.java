package com.movieticket.booking.web;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ties what is done for a request, and what it is answered, to the trace that it belongs to (W3C Trace Context). What a
 * trace is, the service knows; when a request begins, the web server.
 */
public interface Tracing {
    /**
     * Runs a whole request within the trace that it names, or within a new one where it names none that is well formed.
     *
     * @param traceparent as the client has sent it
     */
    void request(Optional<String> traceparent, Runnable work);

    /**
     * Runs what is said about a request that was refused outside of that, within the trace that it names. Where it
     * names none that is well formed everything is left as it is: of a new one nobody would find anything in the log.
     *
     * @param traceparent as the client has sent it
     */
    <T> T refusal(Optional<String> traceparent, Supplier<T> work);
}

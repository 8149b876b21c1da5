package com.movieticket.booking;

import com.movieticket.booking.web.Tracing;
import com.movieticket.booking.workflow.LogContext;
import com.movieticket.booking.workflow.TraceParent;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Has every request carry its trace with it, from the server's door on, for whoever logs, answers or asks others. */
public final class RequestTraces implements Tracing {
    private final RandomGenerator random;

    /** @param random for the traces of requests that come without one; used by all threads */
    public RequestTraces(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void request(Optional<String> traceparent, Runnable work) {
        String trace = traceparent.flatMap(TraceParent::read).orElseGet(() -> TraceParent.next(random));
        LogContext.inTrace(trace, () -> {
            work.run();
            return trace;
        });
    }

    @Override
    public <T> T refusal(Optional<String> traceparent, Supplier<T> work) {
        return traceparent.flatMap(TraceParent::read).map(trace -> LogContext.inTrace(trace, work)).orElseGet(work);
    }
}

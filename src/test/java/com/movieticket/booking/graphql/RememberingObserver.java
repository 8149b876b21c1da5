package com.movieticket.booking.graphql;

import com.movieticket.booking.workflow.Outcome;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Remembers what it has seen of requests, in order: {@code get_booking OK}, {@code shed}. */
final class RememberingObserver implements RequestObserver {
    final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Override
    public Outcome creating(Supplier<Outcome> attempt) {
        seen.add("creating");
        return attempt.get();
    }

    @Override
    public Outcome paying(Supplier<Outcome> attempt) {
        seen.add("paying");
        return attempt.get();
    }

    @Override
    public void ended(RequestedOperation operation, Ending ending, Duration took) {
        seen.add(operation.label() + " " + ending);
    }

    @Override
    public void shed() {
        seen.add("shed");
    }

    @Override
    public void rateLimited() {
        seen.add("rate limited");
    }
}

package com.movieticket.booking.bench;

import com.movieticket.booking.crash.BacklogBench;
import com.movieticket.booking.crash.BacklogBench.Drained;

import java.util.List;
import java.util.function.Consumer;

/** How fast 100,000 events go out that have waited for a broker, a real RabbitMQ. */
final class Backlog implements Row {
    private static final int EVENTS = Integer.getInteger("bench.events", 100_000);

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public String title() {
        return "%,d events that have waited for the broker, with 128 MB of heap".formatted(EVENTS);
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        progress.accept("filling the outbox; the broker is away, and then is back");
        Drained drained = BacklogBench.serviceWith(EVENTS);
        if (!drained.survived()) {
            throw new IllegalStateException("the service ran out of memory");
        }
        return List.of(Figure.alone("events a second", drained.perSecond(), "/s").atLeast(2000),
                Figure.alone("processor time of the service for an event", drained.micros(), "µs"));
    }
}

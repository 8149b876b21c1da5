package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.resilience.CallObserver;
import com.movieticket.booking.resilience.CallOutcome;
import com.movieticket.booking.resilience.Operation;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * A broker, each of whose publishings is told of. Thread-safe if those who are told are.
 *
 * @param calls     hears of it as of any call to a neighbour
 * @param published hears what became of the event
 * @param timeout   after which the broker's answer is no longer waited for
 * @param nanoTime  like {@link System#nanoTime}
 */
public record ObservedBroker(Broker broker, CallObserver calls, BiConsumer<BookingEvent, Broker.Outcome> published,
                             Duration timeout, LongSupplier nanoTime) implements Broker {
    /** The broker's name for the observer. */
    public static final String SERVICE = "rabbitmq";
    /** All that it is asked for. */
    public static final Operation PUBLISH = Operation.repeatable("publish");

    @Override
    public Outcome publish(BookingEvent event) {
        long begin = nanoTime.getAsLong();
        Outcome outcome = Outcome.FAILED; // should it throw all the same
        try {
            outcome = broker.publish(event);
            return outcome;
        } finally {
            var took = Duration.ofNanos(nanoTime.getAsLong() - begin);
            calls.ended(SERVICE, PUBLISH.name(), call(outcome, took), took);
            published.accept(event, outcome);
        }
    }

    private CallOutcome call(Outcome outcome, Duration took) {
        return switch (outcome) {
            case CONFIRMED, UNROUTED -> CallOutcome.OK;
            case NACKED -> CallOutcome.REFUSED;
            case FAILED -> took.compareTo(timeout) >= 0 ? CallOutcome.TIMEOUT : CallOutcome.ERROR;
        };
    }

    @Override
    public boolean connected() {
        return broker.connected();
    }
}

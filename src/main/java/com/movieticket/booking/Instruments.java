package com.movieticket.booking;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.cinema.CinemaService;
import com.movieticket.booking.events.Broker;
import com.movieticket.booking.events.ObservedBroker;
import com.movieticket.booking.graphql.RequestObserver;
import com.movieticket.booking.graphql.RequestedOperation;
import com.movieticket.booking.observe.AttemptMetrics;
import com.movieticket.booking.observe.CallMetrics;
import com.movieticket.booking.observe.EventMetrics;
import com.movieticket.booking.observe.EventMetrics.Publishing;
import com.movieticket.booking.observe.LifeMetrics;
import com.movieticket.booking.observe.Metrics;
import com.movieticket.booking.observe.RequestMetrics;
import com.movieticket.booking.payments.PaymentService;
import com.movieticket.booking.resilience.CallLog;
import com.movieticket.booking.resilience.CallObserver;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.store.StoreCalls;
import com.movieticket.booking.users.UserService;
import com.movieticket.booking.workflow.Outcome;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What measures the service, and how the places that tell of something are tied to what counts it. */
final class Instruments {
    private final CallMetrics callMetrics;
    private final EventMetrics events;
    private final RequestMetrics requests;
    private final AttemptMetrics attempts;
    private final LifeMetrics lives;
    private final CallObserver calls;

    Instruments(Metrics metrics) {
        callMetrics = new CallMetrics(metrics);
        callMetrics.expect("user", UserService.OPERATIONS);
        callMetrics.expect("cinema", CinemaService.OPERATIONS);
        callMetrics.expect("payment", PaymentService.OPERATIONS);
        callMetrics.expect(StoreCalls.SERVICE, StoreCalls.OPERATIONS);
        callMetrics.expect(ObservedBroker.SERVICE, List.of(ObservedBroker.PUBLISH));
        events = new EventMetrics(metrics);
        requests = new RequestMetrics(metrics,
                Stream.of(RequestedOperation.values()).map(RequestedOperation::label).toList());
        attempts = new AttemptMetrics(metrics);
        lives = new LifeMetrics(metrics);
        calls = new CallLog().and(callMetrics);
    }

    /** Hears of every call to others. */
    CallObserver calls() {
        return calls;
    }

    CallMetrics callMetrics() {
        return callMetrics;
    }

    LifeMetrics lives() {
        return lives;
    }

    StoreCalls store(Settings.Mongodb settings) {
        return new StoreCalls(calls, settings.timeout(), System::nanoTime);
    }

    Broker observed(Broker broker, Settings.Rabbitmq settings) {
        return new ObservedBroker(broker, calls, this::published, settings.timeout(), System::nanoTime);
    }

    private void published(BookingEvent event, Broker.Outcome outcome) {
        events.published(event.type(), switch (outcome) {
            case CONFIRMED -> Publishing.CONFIRMED;
            case UNROUTED -> Publishing.UNROUTED;
            case NACKED -> Publishing.NACKED;
            case FAILED -> Publishing.ERROR;
        });
    }

    /** Hears of every request. */
    RequestObserver requests() {
        return new RequestObserver() {
            @Override
            public Outcome creating(Supplier<Outcome> attempt) {
                return attempts.creating(attempt);
            }

            @Override
            public Outcome paying(Supplier<Outcome> attempt) {
                return attempts.paying(attempt);
            }

            @Override
            public void ended(RequestedOperation operation, Ending ending, Duration took) {
                requests.ended(operation.label(), switch (ending) {
                    case OK -> RequestMetrics.Ending.OK;
                    case REFUSED -> RequestMetrics.Ending.REFUSED;
                    case ERROR -> RequestMetrics.Ending.ERROR;
                }, took);
            }

            @Override
            public void shed() {
                requests.shed();
            }

            @Override
            public void rateLimited() {
                requests.rateLimited();
            }
        };
    }
}

package com.movieticket.booking;

import com.movieticket.booking.cinema.CinemaService;
import com.movieticket.booking.events.OutboxRelay;
import com.movieticket.booking.events.RabbitPublisher;
import com.movieticket.booking.graphql.ClientErrors;
import com.movieticket.booking.graphql.GraphQlExecution;
import com.movieticket.booking.graphql.GraphQlService;
import com.movieticket.booking.graphql.LoadShedding;
import com.movieticket.booking.graphql.Playground;
import com.movieticket.booking.graphql.ProtocolErrors;
import com.movieticket.booking.graphql.RequestObserver;
import com.movieticket.booking.graphql.Routes;
import com.movieticket.booking.graphql.UnreadRequests;
import com.movieticket.booking.graphql.UnusableDocumentsException;
import com.movieticket.booking.graphql.UseCases;
import com.movieticket.booking.graphql.WaitingLine;
import com.movieticket.booking.observe.LogLevelFile;
import com.movieticket.booking.observe.Metrics;
import com.movieticket.booking.observe.Observability;
import com.movieticket.booking.observe.Probe;
import com.movieticket.booking.observe.Reachability;
import com.movieticket.booking.observe.UnfinishedMetrics;
import com.movieticket.booking.payments.PaymentService;
import com.movieticket.booking.resilience.CircuitState;
import com.movieticket.booking.resilience.Guard;
import com.movieticket.booking.resilience.GuardReading;
import com.movieticket.booking.security.Authentication;
import com.movieticket.booking.security.Gate;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.store.MongoBookings;
import com.movieticket.booking.store.MongoOutbox;
import com.movieticket.booking.store.MongoStore;
import com.movieticket.booking.store.MongoUnfinished;
import com.movieticket.booking.store.ObservedBookings;
import com.movieticket.booking.store.ObservedOutbox;
import com.movieticket.booking.store.ObservedUnfinished;
import com.movieticket.booking.store.StoreCalls;
import com.movieticket.booking.users.UserService;
import com.movieticket.booking.web.Capacity;
import com.movieticket.booking.web.Doorkeeper;
import com.movieticket.booking.web.FrontDoor;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.CancellingBooking;
import com.movieticket.booking.workflow.CreatingBooking;
import com.movieticket.booking.workflow.DueBookings;
import com.movieticket.booking.workflow.ExpiringBookings;
import com.movieticket.booking.workflow.Journal;
import com.movieticket.booking.workflow.Outbox;
import com.movieticket.booking.workflow.PayingBooking;
import com.movieticket.booking.workflow.Payments;
import com.movieticket.booking.workflow.ReadingBookings;
import com.movieticket.booking.workflow.Refunding;
import com.movieticket.booking.workflow.ReleasingSeats;
import com.movieticket.booking.workflow.ResumingPayments;
import com.movieticket.booking.workflow.ServiceInstance;
import com.movieticket.booking.workflow.SettlingPayment;
import com.movieticket.booking.workflow.Sweepers;
import com.movieticket.booking.workflow.Together;
import com.movieticket.booking.workflow.Unfinished;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The service, put together: every part is made here, in order, by its constructor, and nowhere else does anybody know
 * them all.
 *
 * <p>It starts whether or not its neighbours are there, and finds them when they come. It opens its port last and closes
 * it first.
 */
public final class BookingService implements AutoCloseable {
    /** Endpoints that somebody who has lost the way is told of. */
    private static final List<String> ENDPOINTS = List.of("/", "/graphql", "/graphql/schema.graphql", "/health",
            "/health/live", "/health/started", "/health/ready", "/metrics");

    /** What has been started, the last first: closed in that order. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final WebServer server;

    private BookingService(Settings settings) {
        // this instance
        var random = new SecureRandom();
        var clock = Clock.tickMillis(ZoneOffset.UTC);
        var here = new ServiceInstance("booking-" + HexFormat.of().toHexDigits(random.nextInt()), clock, random);

        // what it is watched by
        settings.log().levelFile().ifPresent(file -> closing(LogLevelFile.watch(file, settings.log().level())));
        Metrics metrics = closing(new Metrics());
        var instruments = new Instruments(metrics);

        // the store
        MongoStore store = closing(MongoStore.open(settings.mongodb()));
        StoreCalls storeCalls = instruments.store(settings.mongodb());
        Bookings bookings = instruments.lives()
                .counting(new ObservedBookings(new MongoBookings(store, random), storeCalls));
        Outbox outbox = new ObservedOutbox(new MongoOutbox(store, random), storeCalls);
        Unfinished unfinished = new ObservedUnfinished(new MongoUnfinished(store), storeCalls);

        // the neighbours
        Guard userGuard = guard("user", settings, clock, random, instruments);
        Guard cinemaGuard = guard("cinema", settings, clock, random, instruments);
        Guard paymentGuard = guard("payment", settings, clock, random, instruments);
        UserService users = closing(new UserService(settings.users(), userGuard));
        CinemaService cinema = closing(new CinemaService(settings.cinema(), cinemaGuard));
        Payments payments = instruments.lives()
                .counting(closing(new PaymentService(settings.payments(), paymentGuard)));
        RabbitPublisher broker = closing(new RabbitPublisher(settings.rabbitmq(), random));
        OutboxRelay relay = closing(new OutboxRelay(outbox, instruments.observed(broker, settings.rabbitmq()),
                settings.outbox(), clock, random, instruments.lives().sweeps("outbox")::ran));

        // the use cases
        var hold = settings.seats().hold();
        var lease = settings.payments().lease();
        var settle = settings.payments().settle();
        var together = Together.onVirtualThreads();
        var journal = new Journal(bookings, relay);
        var releasing = new ReleasingSeats(cinema);
        var due = new DueBookings(bookings, journal, here, settings.sweepers().batch());
        var settling = new SettlingPayment(cinema, journal, here, lease);
        var expiring = new ExpiringBookings(due, journal, releasing, here);
        var resuming = new ResumingPayments(due, payments, settling, here, lease, settle);
        var refunding = new Refunding(due, payments, releasing, journal, here, lease);
        var creating = new CreatingBooking(users, cinema, bookings, journal, releasing, here, together, hold);
        var paying = new PayingBooking(bookings, users, cinema, payments, journal, settling, expiring, here, together,
                lease, settle);
        var cancelling = new CancellingBooking(bookings, journal, releasing, here);
        var reading = new ReadingBookings(bookings);

        // the edge
        var useCases = new UseCases(creating::create, paying::pay, cancelling::cancel, reading::byId, reading::ofUser);
        var errors = new ClientErrors(random);
        var capacity = Capacity.of(settings.server());
        var shedding = new LoadShedding(settings.overload().least(), capacity.ordinaryRequests(),
                new WaitingLine(settings.overload().longestWait(), capacity.connections(), capacity.waitingBytes()));
        var unread = new UnreadRequests(shedding, instruments.requests());
        GraphQlExecution execution = execution(useCases, settings, shedding, errors, random, instruments.requests());
        Authentication authentication = closing(Authentication.of(settings.jwt(), clock));
        var gate = new Gate(authentication, settings.rateLimit(), System::nanoTime);
        var playground = new Playground(settings.playground(), settings.graphql().documents());
        var graphQl = new GraphQlService(execution, settings.graphql(), playground, gate, instruments.requests());
        var probes = List.of(store(store), broker(broker),
                Probe.optional("user-service", new Reachability(settings.users().url())).telling(circuit(userGuard)),
                Probe.optional("payment-service", new Reachability(settings.payments().url()))
                        .telling(circuit(paymentGuard)),
                Probe.optional("cinema-service", cinema::connectionProblem).telling(circuit(cinemaGuard)));
        var observability = new Observability(probes, capacity.requests(), shedding::inLine, ProtocolErrors::retryable,
                metrics, clock);

        broker.start();
        relay.start();
        closing(store.createIndexesInBackground(settings.sweepers().every()));
        closing(UnfinishedMetrics.start(metrics, unfinished, outbox, clock, random));
        closing(Sweepers.start(Stream.of(expiring, resuming, refunding).map(instruments.lives()::counting).toList(),
                random, settings.sweepers().every(), settings.sweepers().batch()));
        FrontDoor door = closing(new FrontDoor(settings.server(), capacity, settings.cors(), ProtocolErrors::body,
                new Doorkeeper(unread::isBusy, unread::turn, unread::answer, unread::forgo), new RequestTraces(random),
                System::nanoTime));
        server = listen(settings.server(), door, new Routes(graphQl, errors, ENDPOINTS), observability);
        closing(server::stop);
        closing(() -> observability.drain(settings.server().grace()));
        closing(due);
        observability.started();
    }

    /**
     * Starts the service.
     *
     * @throws UnusableDocumentsException when a GraphQL document can't be run
     * @throws IllegalStateException when the port can't be had; nothing is left running in either case
     */
    public static BookingService start(Settings settings) {
        return new BookingService(settings);
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** Stops taking requests, lets running work come to its end, and lets go of everything. Closing again does nothing. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.getLogger(BookingService.class.getName())
                        .log(System.Logger.Level.WARNING, "A part did not close cleanly", e);
            }
        }
    }

    private GraphQlExecution execution(UseCases useCases, Settings settings, LoadShedding shedding, ClientErrors errors,
                                       RandomGenerator random, RequestObserver observer) {
        try {
            return new GraphQlExecution(useCases, settings.seats(), settings.graphql(), shedding, errors, random,
                    observer);
        } catch (UnusableDocumentsException e) {
            close();
            throw e;
        }
    }

    private static Guard guard(String service, Settings settings, InstantSource clock, RandomGenerator random,
                               Instruments instruments) {
        var guard = new Guard(service, settings.calls(), clock, random, instruments.calls());
        instruments.callMetrics().watch(service, guard);
        return guard;
    }

    private WebServer listen(Settings.Server settings, FrontDoor door, Routes routes, Observability observability) {
        WebServerConfig.Builder config = WebServer.builder();
        HttpRouting.Builder routing = HttpRouting.builder();
        door.register(config, routing);
        observability.register(config, routing);
        routes.register(routing);
        WebServer started = config.routing(routing).build().start();
        if (!started.isRunning()) { // the server has logged why, and doesn't throw
            close();
            throw new IllegalStateException("Can't listen on " + settings.host() + ":" + settings.port()
                    + ". Is another program using the port? PORT chooses another one.");
        }
        return started;
    }

    /** Only without the store is nothing possible: everybody else's absence is a matter of some requests. */
    private static Probe store(MongoStore store) {
        return Probe.required("mongodb", () -> {
            store.ping();
            return Optional.empty();
        });
    }

    private static Probe broker(RabbitPublisher broker) {
        return Probe.optional("rabbitmq", () -> broker.problem().map(it -> it + "; events wait in the outbox"));
    }

    private static Supplier<Probe.Circuit> circuit(Guard guard) {
        return () -> {
            GuardReading now = guard.reading();
            return new Probe.Circuit(now.circuit().title(), now.circuit() == CircuitState.CLOSED, now.since(),
                    now.callsInFlight());
        };
    }

    private <T extends AutoCloseable> T closing(T part) {
        running.push(part);
        return part;
    }
}

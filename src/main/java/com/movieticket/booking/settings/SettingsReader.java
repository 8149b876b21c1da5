package com.movieticket.booking.settings;

import com.movieticket.booking.settings.Settings.Calls;
import com.movieticket.booking.settings.Settings.Cinema;
import com.movieticket.booking.settings.Settings.Cors;
import com.movieticket.booking.settings.Settings.Documents;
import com.movieticket.booking.settings.Settings.GraphQl;
import com.movieticket.booking.settings.Settings.Jwt;
import com.movieticket.booking.settings.Settings.Limits;
import com.movieticket.booking.settings.Settings.Log;
import com.movieticket.booking.settings.Settings.Mongodb;
import com.movieticket.booking.settings.Settings.Outbox;
import com.movieticket.booking.settings.Settings.Overload;
import com.movieticket.booking.settings.Settings.Payments;
import com.movieticket.booking.settings.Settings.Playground;
import com.movieticket.booking.settings.Settings.Rabbitmq;
import com.movieticket.booking.settings.Settings.RateLimit;
import com.movieticket.booking.settings.Settings.Seats;
import com.movieticket.booking.settings.Settings.Server;
import com.movieticket.booking.settings.Settings.Sweepers;
import com.movieticket.booking.settings.Settings.Users;
import com.movieticket.booking.settings.Sources.Value;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;

/**
 * Reads the settings once, at start: either all of them are acceptable, or everything that isn't is told together.
 *
 * <p>Calls nothing and starts nothing: no name is resolved, no thread is left behind.
 */
public final class SettingsReader {
    /** What comes of reading. */
    public sealed interface Outcome {
        /** All is well. */
        record Accepted(Settings settings) implements Outcome {
        }

        /**
         * The service must not be started.
         *
         * @param problems at least one
         */
        record Refused(List<Problem> problems) implements Outcome {
            /** Everything that is wrong as a block of text that a person can act on; shows no secret. */
            public String report() {
                var text = new StringBuilder("The booking service can't start with these settings:%n".formatted());
                problems.forEach(problem -> text.append("%n  %s%n    is       %s%n    must be  %s%n"
                        .formatted(problem.setting(), problem.value(), problem.allowed())));
                return text.toString();
            }
        }
    }

    private static final Kind<Duration> CALL = Kind.duration(Duration.ofMillis(10), Duration.ofMinutes(1));
    private static final Kind<Duration> CHARGE = Kind.duration(Duration.ofMillis(10), Duration.ofMinutes(2));
    private static final Kind<Duration> INTERVAL = CALL;
    private static final Kind<Duration> PATIENCE = Kind.duration(Duration.ofMillis(100), Duration.ofMinutes(10));
    private static final Kind<Duration> WAIT = Kind.duration(Duration.ofMillis(10), Duration.ofHours(1));

    /** The names of java.util.logging are understood too. */
    private static final Kind<Level> LEVEL = Kind.oneOf("OFF, ERROR, WARN, INFO, DEBUG or TRACE", Map.ofEntries(
            Map.entry("off", Level.OFF), Map.entry("error", Level.SEVERE), Map.entry("severe", Level.SEVERE),
            Map.entry("warn", Level.WARNING), Map.entry("warning", Level.WARNING), Map.entry("info", Level.INFO),
            Map.entry("config", Level.CONFIG), Map.entry("debug", Level.FINE), Map.entry("fine", Level.FINE),
            Map.entry("trace", Level.FINER), Map.entry("finer", Level.FINER), Map.entry("finest", Level.FINEST),
            Map.entry("all", Level.ALL)));
    private static final Kind<Documents.Mode> MODE = Kind.oneOf("any, persisted or trusted", Map.of(
            "any", Documents.Mode.ANY, "persisted", Documents.Mode.PERSISTED, "trusted", Documents.Mode.TRUSTED));
    private static final Kind<Log.Format> FORMAT =
            Kind.oneOf("json or text", Map.of("json", Log.Format.JSON, "text", Log.Format.TEXT));

    private final Sources in;
    private final Value<Duration> cinemaTimeout;
    private final Value<Duration> paymentsTimeout;
    private final Value<Duration> mongodbTimeout;
    private final Value<Duration> rabbitmqTimeout;

    private SettingsReader(Sources in) {
        this.in = in;
        cinemaTimeout = in.read("cinema.timeout", CALL);
        paymentsTimeout = in.read("payments.timeout", CHARGE);
        mongodbTimeout = in.read("mongodb.timeout", CALL);
        rabbitmqTimeout = in.read("rabbitmq.timeout", CALL);
    }

    /**
     * Reads {@code application.yaml}, overridden by the environment.
     *
     * @param environment variables by name; more than ours are ignored, and empty ones count as unset
     */
    public static Outcome read(Map<String, String> environment) {
        return new SettingsReader(new Sources(environment)).outcome();
    }

    /** Each section is read before any is built, so that all problems are known by then. */
    private Outcome outcome() {
        Supplier<Server> server = server();
        Supplier<Cors> cors = cors();
        Supplier<Overload> overload = overload();
        Supplier<GraphQl> graphql = graphql();
        Supplier<Jwt> jwt = jwt();
        Supplier<RateLimit> rateLimit = rateLimit();
        Supplier<Playground> playground = playground();
        Supplier<Seats> seats = seats();
        Supplier<Users> users = users();
        Supplier<Cinema> cinema = cinema();
        Supplier<Payments> payments = payments();
        Supplier<Calls> calls = calls();
        Supplier<Mongodb> mongodb = mongodb();
        Supplier<Rabbitmq> rabbitmq = rabbitmq();
        Supplier<Outbox> outbox = outbox();
        Supplier<Sweepers> sweepers = sweepers();
        Supplier<Log> log = log();
        List<Problem> problems = in.problems();
        return problems.isEmpty()
                ? new Outcome.Accepted(new Settings(server.get(), cors.get(), overload.get(), graphql.get(), jwt.get(),
                rateLimit.get(), playground.get(), seats.get(), users.get(), cinema.get(), payments.get(), calls.get(),
                mongodb.get(), rabbitmq.get(), outbox.get(), sweepers.get(), log.get()))
                : new Outcome.Refused(problems);
    }

    private Supplier<Server> server() {
        var host = in.read("server.host", Kind.host());
        var port = in.read("server.port", "PORT", Kind.number(0, 65535));
        var grace = in.read("server.grace", INTERVAL);
        var maxConnections = in.read("server.maxConnections", Kind.number(1, 1_000_000));
        var maxRequests = in.read("server.maxRequests", Kind.number(1, 1_000_000));
        var maxStreams = in.read("server.maxStreams", Kind.number(1, 10_000));
        var maxUri = in.read("server.maxUri", Kind.number(256, 65_536));
        var maxHeaders = in.read("server.maxHeaders", Kind.number(1024, 262_144));
        var idle = in.read("server.idleTimeout", WAIT);
        var head = in.read("server.headTimeout", PATIENCE);
        var body = in.read("server.bodyTimeout", PATIENCE);
        var answer = in.read("server.answerTimeout", PATIENCE);
        return () -> new Server(host.get(), port.get(), grace.get(), maxConnections.get(),
                maxRequests.get(), maxStreams.get(), maxUri.get(), maxHeaders.get(), idle.get(),
                head.get(), body.get(), answer.get());
    }

    private Supplier<Cors> cors() {
        var allowOrigins = in.readOptional("cors.allowOrigins", Sources.variable("cors.allowOrigins"), Kind.origins());
        var maxAge = in.read("cors.maxAge", Kind.duration(Duration.ZERO, Duration.ofHours(24)));
        return () -> new Cors(allowOrigins.get().orElse(List.of()), maxAge.get());
    }

    private Supplier<Overload> overload() {
        var least = in.read("overload.least", Kind.number(1, 1_000_000));
        var longestWait = in.read("overload.longestWait", Kind.duration(Duration.ZERO, Duration.ofMinutes(1)));
        return () -> new Overload(least.get(), longestWait.get());
    }

    private Supplier<GraphQl> graphql() {
        var timeLimit = in.read("graphql.timeLimit", CALL);
        var introspection = in.read("graphql.introspection", Kind.truth());
        var limits = new EnumMap<Limit, Value<Integer>>(Limit.class);
        Stream.of(Limit.values()).forEach(limit -> limits.put(limit,
                in.read("graphql.limits." + limit.key(), Kind.number(limit.least(), limit.most()))));
        var mode = in.read("graphql.documents.mode", MODE);
        var directory = in.readOptional("graphql.documents.directory", Sources.variable("graphql.documents.directory"),
                Kind.directory());
        in.needed(mode, Documents.Mode.TRUSTED, directory, "without one, nothing could be run");
        return () -> {
            var values = new EnumMap<Limit, Integer>(Limit.class);
            limits.forEach((limit, value) -> values.put(limit, value.get()));
            return new GraphQl(timeLimit.get(), introspection.get(), new Limits(values),
                    new Documents(mode.get(), directory.get()));
        };
    }

    private Supplier<Jwt> jwt() {
        var secret = in.readOptional("jwt.secret", "JWT_SECRET", Kind.secret(32));
        var jwksUrl = in.readOptional("jwt.jwksUrl", "JWT_JWKS_URL", Addresses.document());
        var issuer = in.readOptional("jwt.issuer", "JWT_ISSUER", Kind.name());
        var audience = in.readOptional("jwt.audience", "JWT_AUDIENCE", Kind.name());
        var clockSkew = in.read("jwt.clockSkew", Kind.duration(Duration.ZERO, Duration.ofMinutes(5)));
        in.notBoth(jwksUrl, secret, "tokens are signed in one way or the other");
        return () -> new Jwt(secret.get(), jwksUrl.get(), issuer.get(), audience.get(), clockSkew.get());
    }

    private Supplier<RateLimit> rateLimit() {
        var perSecond = in.read("rateLimit.perSecond", Kind.number(0, 100_000));
        var burst = in.read("rateLimit.burst", Kind.number(1, 100_000));
        var trustedProxies = in.readOptional("rateLimit.trustedProxies", Sources.variable("rateLimit.trustedProxies"),
                Kind.networks());
        return () -> new RateLimit(perSecond.get(), burst.get(), trustedProxies.get().orElse(List.of()));
    }

    private Supplier<Playground> playground() {
        var enabled = in.read("playground.enabled", Kind.truth());
        return () -> new Playground(enabled.get());
    }

    private Supplier<Seats> seats() {
        var hold = in.read("seats.hold", "SEAT_LOCK_SECONDS", Kind.wholeSeconds(1, 86_400));
        var most = in.read("seats.most", Kind.number(1, 100));
        return () -> new Seats(hold.get(), most.get());
    }

    private Supplier<Users> users() {
        var url = in.read("users.url", "USER_SERVICE_URL", Addresses.http());
        var token = in.readOptional("users.token", "USER_SERVICE_TOKEN", Kind.token());
        var timeout = in.read("users.timeout", CALL);
        return () -> new Users(url.get(), token.get(), timeout.get());
    }

    private Supplier<Cinema> cinema() {
        var url = in.read("cinema.url", "CINEMA_SERVICE_GRPC_URL", Addresses.grpc());
        return () -> new Cinema(url.get(), cinemaTimeout.get());
    }

    private Supplier<Payments> payments() {
        var booking = Set.of("booking_id");
        var url = in.read("payments.url", "PAYMENT_SERVICE_URL", Addresses.http());
        var process = in.read("payments.processPath", "PAYMENT_PROCESS_PATH", Addresses.path(booking, Set.of()));
        var lookup = in.read("payments.lookupPath", "PAYMENT_LOOKUP_PATH", Addresses.path(booking, booking));
        var refund = in.read("payments.refundPath", "PAYMENT_REFUND_PATH",
                Addresses.path(Set.of("booking_id", "transaction_id", "reason"), Set.of()));
        var settle = in.read("payments.settle", WAIT);
        var lease = in.read("payments.lease", WAIT);
        in.atLeast(settle, paymentsTimeout::get, "payments.timeout, while which a charge is surely still on its way",
                List.of(paymentsTimeout));
        in.atLeast(lease, this::leastLease, "twice payments.timeout + cinema.timeout + 2 x mongodb.timeout, so that no "
                + "other instance goes on with a payment while its holder may still be waiting",
                List.of(paymentsTimeout, cinemaTimeout, mongodbTimeout));
        return () -> new Payments(url.get(), process.get(), lookup.get(), refund.get(), paymentsTimeout.get(),
                settle.get(), lease.get());
    }

    private Duration leastLease() {
        Duration calls = paymentsTimeout.get().plus(cinemaTimeout.get()).plus(mongodbTimeout.get().multipliedBy(2));
        return calls.multipliedBy(2);
    }

    private Supplier<Calls> calls() {
        var inFlight = in.read("calls.inFlight", Kind.number(1, 1_000_000));
        var retries = in.read("calls.retries", Kind.number(0, 5));
        var circuitFailures = in.read("calls.circuitFailures", Kind.number(1, 100));
        var circuitWindow = in.read("calls.circuitWindow", INTERVAL);
        var circuitLeast = in.read("calls.circuitLeast", Kind.number(1, 1_000_000));
        var circuitProbe = in.read("calls.circuitProbe", INTERVAL);
        return () -> new Calls(inFlight.get(), retries.get(), circuitFailures.get(), circuitWindow.get(),
                circuitLeast.get(), circuitProbe.get());
    }

    private Supplier<Mongodb> mongodb() {
        var uri = in.read("mongodb.uri", "MONGODB_URI", Addresses.mongodb());
        var selectionTimeout = in.read("mongodb.selectionTimeout", CALL);
        var maxConnections = in.read("mongodb.maxConnections", Kind.number(1, 10_000));
        return () -> new Mongodb(uri.get(), mongodbTimeout.get(), selectionTimeout.get(), maxConnections.get());
    }

    private Supplier<Rabbitmq> rabbitmq() {
        var uri = in.read("rabbitmq.uri", "RABBITMQ_URL", Addresses.amqp());
        var exchange = in.read("rabbitmq.exchange", "RABBITMQ_EXCHANGE", Kind.exchange());
        return () -> new Rabbitmq(uri.get(), exchange.get(), rabbitmqTimeout.get());
    }

    private Supplier<Outbox> outbox() {
        var inFlight = in.read("outbox.inFlight", Kind.number(1, 10_000));
        var takeOver = in.read("outbox.takeOver", WAIT);
        var poll = in.read("outbox.poll", INTERVAL);
        in.atLeast(takeOver, rabbitmqTimeout::get, "rabbitmq.timeout, while which the instance that wrote an event is "
                + "still waiting for its confirmation", List.of(rabbitmqTimeout));
        return () -> new Outbox(inFlight.get(), takeOver.get(), poll.get());
    }

    private Supplier<Sweepers> sweepers() {
        var every = in.read("sweepers.every", INTERVAL);
        var batch = in.read("sweepers.batch", Kind.number(1, 1000));
        return () -> new Sweepers(every.get(), batch.get());
    }

    private Supplier<Log> log() {
        var level = in.read("log.level", LEVEL);
        var format = in.read("log.format", FORMAT);
        var levelFile = in.readOptional("log.levelFile", Sources.variable("log.levelFile"), Kind.file());
        return () -> new Log(level.get(), format.get(), levelFile.get());
    }

    /** The level that is written so in {@code log.level}; empty when there is none of that name. */
    public static Optional<Level> logLevel(String text) {
        return LEVEL.reader().apply(text);
    }
}

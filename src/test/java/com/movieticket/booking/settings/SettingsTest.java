package com.movieticket.booking.settings;

import com.movieticket.booking.settings.SettingsReader.Outcome;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.config.yaml.YamlConfigParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Pins every key of the settings: its environment variable, its default, and that it can be set. */
class SettingsTest {
    /** One setting. Whoever adds, renames or changes one must say so here. */
    record Row(String key, String variable, Object preset, String given, Object read,
               Function<Settings, Object> accessor) {
        @Override
        public String toString() {
            return key;
        }
    }

    static List<Row> rows() {
        return Stream.of(graphql(), Stream.of(Limit.values()).map(SettingsTest::row).toList(), others())
                .flatMap(List::stream).toList();
    }

    private static List<Row> graphql() {
        return List.of(
                new Row("graphql.introspection", "GRAPHQL_INTROSPECTION", true, "false", false,
                        s -> s.graphql().introspection()),
                new Row("graphql.documents.mode", "GRAPHQL_DOCUMENTS_MODE", Settings.Documents.Mode.ANY, "Persisted",
                        Settings.Documents.Mode.PERSISTED, s -> s.graphql().documents().mode()),
                new Row("graphql.documents.directory", "GRAPHQL_DOCUMENTS_DIRECTORY", Optional.empty(), ".",
                        Optional.of(Path.of(".")), s -> s.graphql().documents().directory()));
    }

    private static Row row(Limit limit) {
        return switch (limit) {
            case BODY_BYTES -> limit(limit, "GRAPHQL_LIMITS_BODY_BYTES", 262_144);
            case TOKENS -> limit(limit, "GRAPHQL_LIMITS_TOKENS", 2_000);
            case NAME_CHARACTERS -> limit(limit, "GRAPHQL_LIMITS_NAME_CHARACTERS", 128);
            case NUMBER_CHARACTERS -> limit(limit, "GRAPHQL_LIMITS_NUMBER_CHARACTERS", 1_000);
            case STRING_CHARACTERS -> limit(limit, "GRAPHQL_LIMITS_STRING_CHARACTERS", 16_384);
            case STRING_LINES -> limit(limit, "GRAPHQL_LIMITS_STRING_LINES", 500);
            case DEPTH -> limit(limit, "GRAPHQL_LIMITS_DEPTH", 10);
            case INTROSPECTION_DEPTH -> limit(limit, "GRAPHQL_LIMITS_INTROSPECTION_DEPTH", 20);
            case SELECTIONS -> limit(limit, "GRAPHQL_LIMITS_SELECTIONS", 1_000);
            case ROOT_FIELDS -> limit(limit, "GRAPHQL_LIMITS_ROOT_FIELDS", 20);
            case ALIASES -> limit(limit, "GRAPHQL_LIMITS_ALIASES", 30);
            case DIRECTIVES -> limit(limit, "GRAPHQL_LIMITS_DIRECTIVES", 50);
            case DIRECTIVES_AT_ONE_PLACE -> limit(limit, "GRAPHQL_LIMITS_DIRECTIVES_AT_ONE_PLACE", 4);
            case FRAGMENTS -> limit(limit, "GRAPHQL_LIMITS_FRAGMENTS", 50);
            case COST -> limit(limit, "GRAPHQL_LIMITS_COST", 20_000);
            case VARIABLE_VALUES -> limit(limit, "GRAPHQL_LIMITS_VARIABLE_VALUES", 500);
            case VARIABLE_DEPTH -> limit(limit, "GRAPHQL_LIMITS_VARIABLE_DEPTH", 5);
            case VARIABLE_CHARACTERS -> limit(limit, "GRAPHQL_LIMITS_VARIABLE_CHARACTERS", 32_768);
        };
    }

    private static Row limit(Limit limit, String variable, int preset) {
        return new Row("graphql.limits." + limit.key(), variable, preset, Integer.toString(limit.most()), limit.most(),
                s -> s.graphql().limits().of(limit));
    }

    private static List<Row> others() {
        return List.of(
                new Row("server.host", "SERVER_HOST", "0.0.0.0", "127.0.0.1", "127.0.0.1", s -> s.server().host()),
                new Row("server.port", "PORT", 8004, "0", 0, s -> s.server().port()),
                new Row("server.grace", "SERVER_GRACE", seconds(20), "5s", seconds(5), s -> s.server().grace()),
                new Row("server.maxConnections", "SERVER_MAX_CONNECTIONS", 10000, "1", 1,
                        s -> s.server().maxConnections()),
                new Row("server.maxRequests", "SERVER_MAX_REQUESTS", 20000, "1", 1, s -> s.server().maxRequests()),
                new Row("server.maxStreams", "SERVER_MAX_STREAMS", 2000, "1", 1, s -> s.server().maxStreams()),
                new Row("server.maxUri", "SERVER_MAX_URI", 8192, "256", 256, s -> s.server().maxUri()),
                new Row("server.maxHeaders", "SERVER_MAX_HEADERS", 16384, "1024", 1024, s -> s.server().maxHeaders()),
                new Row("server.idleTimeout", "SERVER_IDLE_TIMEOUT", seconds(75), "1h", seconds(3600),
                        s -> s.server().idleTimeout()),
                new Row("server.headTimeout", "SERVER_HEAD_TIMEOUT", seconds(10), "100ms", Duration.ofMillis(100),
                        s -> s.server().headTimeout()),
                new Row("server.bodyTimeout", "SERVER_BODY_TIMEOUT", seconds(30), "10m", seconds(600),
                        s -> s.server().bodyTimeout()),
                new Row("server.answerTimeout", "SERVER_ANSWER_TIMEOUT", seconds(60), "1s", seconds(1),
                        s -> s.server().answerTimeout()),
                new Row("cors.allowOrigins", "CORS_ALLOW_ORIGINS", List.of(),
                        "https://tickets.example, http://localhost:3000",
                        List.of("https://tickets.example", "http://localhost:3000"), s -> s.cors().allowOrigins()),
                new Row("cors.maxAge", "CORS_MAX_AGE", seconds(600), "0s", seconds(0), s -> s.cors().maxAge()),
                new Row("overload.least", "OVERLOAD_LEAST", 64, "20000", 20000, s -> s.overload().least()),
                new Row("overload.longestWait", "OVERLOAD_LONGEST_WAIT", seconds(40), "0s", seconds(0),
                        s -> s.overload().longestWait()),
                new Row("graphql.timeLimit", "GRAPHQL_TIME_LIMIT", seconds(20), "3s", seconds(3),
                        s -> s.graphql().timeLimit()),
                new Row("jwt.secret", "JWT_SECRET", Optional.empty(), "x".repeat(32), Optional.of("x".repeat(32)),
                        s -> s.jwt().secret()),
                new Row("jwt.jwksUrl", "JWT_JWKS_URL", Optional.empty(), "https://users.example/keys?p=1",
                        Optional.of(URI.create("https://users.example/keys?p=1")), s -> s.jwt().jwksUrl()),
                new Row("jwt.issuer", "JWT_ISSUER", Optional.empty(), "movie-ticket-booking-system",
                        Optional.of("movie-ticket-booking-system"), s -> s.jwt().issuer()),
                new Row("jwt.audience", "JWT_AUDIENCE", Optional.empty(), "booking", Optional.of("booking"),
                        s -> s.jwt().audience()),
                new Row("jwt.clockSkew", "JWT_CLOCK_SKEW", seconds(30), "0s", seconds(0), s -> s.jwt().clockSkew()),
                new Row("rateLimit.perSecond", "RATE_LIMIT_PER_SECOND", 1000, "0", 0, s -> s.rateLimit().perSecond()),
                new Row("rateLimit.burst", "RATE_LIMIT_BURST", 20000, "1", 1, s -> s.rateLimit().burst()),
                new Row("rateLimit.trustedProxies", "RATE_LIMIT_TRUSTED_PROXIES", List.of(), "10.0.0.0/8, ::1",
                        List.of(Network.parse("10.0.0.0/8").orElseThrow(), Network.parse("::1/128").orElseThrow()),
                        s -> s.rateLimit().trustedProxies()),
                new Row("playground.enabled", "PLAYGROUND_ENABLED", true, "false", false, s -> s.playground().enabled()),
                new Row("seats.hold", "SEAT_LOCK_SECONDS", seconds(300), "2", seconds(2), s -> s.seats().hold()),
                new Row("seats.most", "SEATS_MOST", 10, "100", 100, s -> s.seats().most()),
                new Row("users.url", "USER_SERVICE_URL", URI.create("http://user-service:8080"),
                        "https://users.example/base/", URI.create("https://users.example/base"), s -> s.users().url()),
                new Row("users.token", "USER_SERVICE_TOKEN", Optional.empty(), "abc.def", Optional.of("abc.def"),
                        s -> s.users().token()),
                new Row("users.timeout", "USERS_TIMEOUT", seconds(10), "250ms", Duration.ofMillis(250),
                        s -> s.users().timeout()),
                new Row("cinema.url", "CINEMA_SERVICE_GRPC_URL", URI.create("http://cinema-service:9090"),
                        "https://cinema.example", URI.create("https://cinema.example:443"), s -> s.cinema().url()),
                new Row("cinema.timeout", "CINEMA_TIMEOUT", seconds(10), "4s", seconds(4), s -> s.cinema().timeout()),
                new Row("payments.url", "PAYMENT_SERVICE_URL", URI.create("http://payment-service:8003"),
                        "http://127.0.0.1:1", URI.create("http://127.0.0.1:1"), s -> s.payments().url()),
                new Row("payments.processPath", "PAYMENT_PROCESS_PATH", "/api/payments/process", "/payments",
                        "/payments", s -> s.payments().processPath()),
                new Row("payments.lookupPath", "PAYMENT_LOOKUP_PATH", "/api/payments/booking/{booking_id}",
                        "/payments/booking/{booking_id}", "/payments/booking/{booking_id}",
                        s -> s.payments().lookupPath()),
                new Row("payments.refundPath", "PAYMENT_REFUND_PATH", "/api/payments/refund",
                        "/refunds?transaction_id={transaction_id}&reason={reason}",
                        "/refunds?transaction_id={transaction_id}&reason={reason}", s -> s.payments().refundPath()),
                new Row("payments.timeout", "PAYMENTS_TIMEOUT", seconds(10), "9s", seconds(9),
                        s -> s.payments().timeout()),
                new Row("payments.settle", "PAYMENTS_SETTLE", seconds(60), "2m", seconds(120),
                        s -> s.payments().settle()),
                new Row("payments.lease", "PAYMENTS_LEASE", seconds(60), "1h", seconds(3600),
                        s -> s.payments().lease()),
                new Row("calls.inFlight", "CALLS_IN_FLIGHT", 20000, "1", 1, s -> s.calls().inFlight()),
                new Row("calls.retries", "CALLS_RETRIES", 2, "0", 0, s -> s.calls().retries()),
                new Row("calls.circuitFailures", "CALLS_CIRCUIT_FAILURES", 50, "100", 100,
                        s -> s.calls().circuitFailures()),
                new Row("calls.circuitWindow", "CALLS_CIRCUIT_WINDOW", seconds(10), "1m", seconds(60),
                        s -> s.calls().circuitWindow()),
                new Row("calls.circuitLeast", "CALLS_CIRCUIT_LEAST", 10, "20", 20, s -> s.calls().circuitLeast()),
                new Row("calls.circuitProbe", "CALLS_CIRCUIT_PROBE", Duration.ofMillis(500), "2s", seconds(2),
                        s -> s.calls().circuitProbe()),
                new Row("mongodb.uri", "MONGODB_URI",
                        "mongodb://admin:admin123@localhost:27017/movie_booking?authSource=admin",
                        "mongodb://a.example,b.example/db?replicaSet=r", "mongodb://a.example,b.example/db?replicaSet=r",
                        s -> s.mongodb().uri()),
                new Row("mongodb.timeout", "MONGODB_TIMEOUT", seconds(5), "1s", seconds(1),
                        s -> s.mongodb().timeout()),
                new Row("mongodb.selectionTimeout", "MONGODB_SELECTION_TIMEOUT", seconds(2), "1m", seconds(60),
                        s -> s.mongodb().selectionTimeout()),
                new Row("mongodb.maxConnections", "MONGODB_MAX_CONNECTIONS", 100, "1", 1,
                        s -> s.mongodb().maxConnections()),
                new Row("rabbitmq.uri", "RABBITMQ_URL", "amqp://admin:admin123@localhost:5672/",
                        "amqps://broker.example/vhost", "amqps://broker.example/vhost", s -> s.rabbitmq().uri()),
                new Row("rabbitmq.exchange", "RABBITMQ_EXCHANGE", "movie_app_events", "other.events", "other.events",
                        s -> s.rabbitmq().exchange()),
                new Row("rabbitmq.timeout", "RABBITMQ_TIMEOUT", seconds(5), "6s", seconds(6),
                        s -> s.rabbitmq().timeout()),
                new Row("outbox.inFlight", "OUTBOX_IN_FLIGHT", 1000, "1", 1, s -> s.outbox().inFlight()),
                new Row("outbox.takeOver", "OUTBOX_TAKE_OVER", seconds(10), "20s", seconds(20),
                        s -> s.outbox().takeOver()),
                new Row("outbox.poll", "OUTBOX_POLL", seconds(1), "2s", seconds(2), s -> s.outbox().poll()),
                new Row("sweepers.every", "SWEEPERS_EVERY", seconds(1), "50ms", Duration.ofMillis(50),
                        s -> s.sweepers().every()),
                new Row("sweepers.batch", "SWEEPERS_BATCH", 250, "1000", 1000, s -> s.sweepers().batch()),
                new Row("log.level", "LOG_LEVEL", Level.INFO, "debug", Level.FINE, s -> s.log().level()),
                new Row("log.format", "LOG_FORMAT", Settings.Log.Format.JSON, "text", Settings.Log.Format.TEXT,
                        s -> s.log().format()),
                new Row("log.levelFile", "LOG_LEVEL_FILE", Optional.empty(), "/run/level", Optional.of(Path.of("/run/level")),
                        s -> s.log().levelFile()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void has_its_default_when_nothing_is_set(Row row) {
        assertThat(row.accessor().apply(accepted(Map.of()))).isEqualTo(row.preset());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void can_be_set_by_its_environment_variable_and_sets_nothing_else(Row row) {
        Settings settings = accepted(Map.of(row.variable(), row.given()));
        assertThat(row.accessor().apply(settings)).isEqualTo(row.read()).isNotEqualTo(row.preset());
        assertThat(rows()).filteredOn(other -> !other.key().equals(row.key()))
                .allSatisfy(other -> assertThat(other.accessor().apply(settings)).isEqualTo(other.preset()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void counts_as_unset_when_its_environment_variable_is_blank(Row row) {
        assertThat(row.accessor().apply(accepted(Map.of(row.variable(), " \n")))).isEqualTo(row.preset());
    }

    @Test
    void application_yaml_holds_just_these_keys() throws IOException {
        assertThat(keysOf(yaml())).containsExactlyInAnyOrderElementsOf(rows().stream().map(Row::key).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void application_yaml_names_the_environment_variable_and_the_default_above_the_key(Row row) throws IOException {
        assertThat(commentAbove(row.key(), yaml())).contains(row.variable()).contains("default");
    }

    @Test
    void the_records_have_no_component_that_no_row_pins() {
        assertThat(rows()).hasSize(settingsIn(Settings.class));
    }

    /** A record within the settings is a section of its own. */
    private static int settingsIn(Class<?> section) {
        return section == Settings.Limits.class ? Limit.values().length
                : Stream.of(section.getRecordComponents()).map(RecordComponent::getType)
                        .mapToInt(type -> type.getEnclosingClass() == Settings.class && type.isRecord() ? settingsIn(type) : 1)
                        .sum();
    }

    private static String commentAbove(String key, String yaml) {
        String section = yaml;
        String indent = "";
        for (String[] path = key.split("\\.", 2); path.length == 2; path = key.split("\\.", 2)) {
            section = section.split("(?m)^" + indent + path[0] + ":$")[1];
            key = path[1];
            indent += "  ";
        }
        return Pattern.compile("((?:" + indent + "#.*\\R)+)" + indent + key + ":").matcher(section).results().findFirst()
                .orElseThrow().group(1);
    }

    private static String yaml() throws IOException {
        try (var yaml = SettingsReader.class.getResourceAsStream("/application.yaml")) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> keysOf(String yaml) {
        return Config.builder(ConfigSources.create(yaml, MediaTypes.APPLICATION_YAML))
                .addParser(YamlConfigParser.create())
                .disableEnvironmentVariablesSource().disableSystemPropertiesSource()
                .build().asMap().get().keySet().stream().toList();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Settings accepted(Map<String, String> environment) {
        return switch (SettingsReader.read(environment)) {
            case Outcome.Accepted(Settings settings) -> settings;
            case Outcome.Refused refused -> throw new AssertionError(refused.report());
        };
    }
}

package com.movieticket.booking.settings;

import com.movieticket.booking.settings.SettingsReader.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What is refused, how that is told, and that nothing secret is told with it. */
class SettingsReaderTest {
    private static final String SECRET = "s3cr3t-Pa55";

    @Test
    void tells_all_problems_together() {
        var refused = refused(Map.of("PORT", "99999", "PAYMENTS_TIMEOUT", "10", "LOG_FORMAT", "xml",
                "USER_SERVICE_URL", "user-service:8080", "MONGODB_URI", "localhost", "SEATS_MOST", "-1"));
        assertThat(refused.problems()).extracting(Problem::setting).containsExactlyInAnyOrder(
                "server.port (environment variable PORT)",
                "payments.timeout (environment variable PAYMENTS_TIMEOUT)",
                "log.format (environment variable LOG_FORMAT)",
                "users.url (environment variable USER_SERVICE_URL)",
                "mongodb.uri (environment variable MONGODB_URI)",
                "seats.most (environment variable SEATS_MOST)");
    }

    @Test
    void reports_what_is_set_where_and_what_is_allowed() {
        assertThat(refused(Map.of("PORT", "99999")).report()).isEqualToNormalizingNewlines("""
                The booking service can't start with these settings:

                  server.port (environment variable PORT)
                    is       99999
                    must be  a whole number from 0 to 65535
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PORT|-1", "PORT|65536", "PORT|http", "PORT|8004.0", "PORT|99999999999", "PORT|8004;rm",
            "SERVER_HOST|0.0.0.0:80", "SERVER_HOST|two words",
            "GRAPHQL_INTROSPECTION|yes", "GRAPHQL_LIMITS_BODY_BYTES|1023", "GRAPHQL_LIMITS_BODY_BYTES|1048577",
            "GRAPHQL_LIMITS_DEPTH|2", "GRAPHQL_LIMITS_DEPTH|31", "GRAPHQL_LIMITS_COST|unlimited",
            "GRAPHQL_DOCUMENTS_MODE|strict", "GRAPHQL_DOCUMENTS_DIRECTORY|/no/such/directory",
            "GRAPHQL_DOCUMENTS_DIRECTORY|pom.xml",
            "JWT_SECRET|0123456789012345678901234567890", "JWT_JWKS_URL|users.example/keys", "JWT_JWKS_URL|http://users",
            "JWT_JWKS_URL|http://me@users/keys", "JWT_JWKS_URL|ftp://users/keys", "JWT_ISSUER|two words",
            "JWT_AUDIENCE|épique", "JWT_CLOCK_SKEW|301s", "JWT_CLOCK_SKEW|30",
            "RATE_LIMIT_PER_SECOND|-1", "RATE_LIMIT_PER_SECOND|100001", "RATE_LIMIT_BURST|0", "RATE_LIMIT_BURST|100001",
            "RATE_LIMIT_TRUSTED_PROXIES|10.0.0.1/8", "RATE_LIMIT_TRUSTED_PROXIES|10.0.0.0/33",
            "RATE_LIMIT_TRUSTED_PROXIES|kong", "RATE_LIMIT_TRUSTED_PROXIES|10.0.0.0/8,,::1",
            "RATE_LIMIT_TRUSTED_PROXIES|10", "RATE_LIMIT_TRUSTED_PROXIES|256.0.0.1",
            "SEAT_LOCK_SECONDS|0", "SEAT_LOCK_SECONDS|86401", "SEAT_LOCK_SECONDS|5m", "SEAT_LOCK_SECONDS|1.5",
            "SEATS_MOST|0", "SEATS_MOST|101",
            "USERS_TIMEOUT|2", "USERS_TIMEOUT|2 s", "USERS_TIMEOUT|PT2S", "USERS_TIMEOUT|9ms", "USERS_TIMEOUT|61s",
            "USERS_TIMEOUT|-2s", "USERS_TIMEOUT|9999999999s",
            "USER_SERVICE_URL|user-service:8080", "USER_SERVICE_URL|ftp://user-service", "USER_SERVICE_URL|http://",
            "USER_SERVICE_URL|http:///path", "USER_SERVICE_URL|http://user_service:8080",
            "USER_SERVICE_URL|http://a:0", "USER_SERVICE_URL|http://a:65536", "USER_SERVICE_URL|http://me@a",
            "USER_SERVICE_URL|http://a?b=c", "USER_SERVICE_URL|http://a#b", "USER_SERVICE_URL|http://a b",
            "CINEMA_SERVICE_GRPC_URL|cinema-service", "CINEMA_SERVICE_GRPC_URL|grpc://cinema-service:9090",
            "CINEMA_SERVICE_GRPC_URL|cinema-service:0", "CINEMA_SERVICE_GRPC_URL|cinema-service:9090/path",
            "CINEMA_SERVICE_GRPC_URL|me@cinema-service:9090", "CINEMA_SERVICE_GRPC_URL|:9090",
            "PAYMENT_PROCESS_PATH|payments", "PAYMENT_PROCESS_PATH|//payments", "PAYMENT_PROCESS_PATH|/pay ments",
            "PAYMENT_PROCESS_PATH|/payments/{transaction_id}", "PAYMENT_PROCESS_PATH|/payments/{booking_id",
            "PAYMENT_PROCESS_PATH|/payments#a", "PAYMENT_LOOKUP_PATH|/payments/booking",
            "PAYMENT_REFUND_PATH|/refunds/{user_id}", "PAYMENT_PROCESS_PATH|/payments//new",
            "PAYMENT_PROCESS_PATH|/a/../payments", "PAYMENT_LOOKUP_PATH|/payments/{booking_id}/.",
            "PAYMENT_REFUND_PATH|/refunds;a=b",
            "MONGODB_URI|http://localhost", "MONGODB_URI|mongodb://", "MONGODB_URI|mongodb://a:b:c@localhost",
            "MONGODB_URI|mongodb://localhost/db?waitQueueTimeoutMS=x", "MONGODB_URI|mongodb+srv://localhost:27017",
            "RABBITMQ_URL|http://localhost", "RABBITMQ_URL|amqp://", "RABBITMQ_URL|amqp:localhost",
            "RABBITMQ_URL|amqp://localhost/a/b", "RABBITMQ_URL|amqp://localhost:99999", "RABBITMQ_URL|amqp://a b",
            "RABBITMQ_URL|amqp://a:b:c@localhost", "RABBITMQ_URL|amqp://localhost?heartbeat=soon",
            "RABBITMQ_EXCHANGE|movie events", "RABBITMQ_EXCHANGE|événements",
            "OUTBOX_IN_FLIGHT|0", "OUTBOX_IN_FLIGHT|10001", "SWEEPERS_BATCH|0", "SWEEPERS_BATCH|1001",
            "SWEEPERS_EVERY|0s", "LOG_LEVEL|loud", "LOG_LEVEL|800", "LOG_FORMAT|xml"})
    void refuses(String variable, String value) {
        assertThat(refused(Map.of(variable, value)).problems()).singleElement()
                .satisfies(problem -> assertThat(problem.setting()).endsWith("(environment variable " + variable + ")"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PORT|0", "PORT|65535", "PORT| 8004 ", "SERVER_HOST|::1", "SEAT_LOCK_SECONDS|300s", "USERS_TIMEOUT|1m",
            "USER_SERVICE_URL|http://[::1]:8080", "USER_SERVICE_URL|HTTPS://Users.Example",
            "CINEMA_SERVICE_GRPC_URL|[::1]:9090", "CINEMA_SERVICE_GRPC_URL|http://cinema-service/",
            "MONGODB_URI|mongodb+srv://user:pass@cluster.invalid/db", "MONGODB_URI|mongodb://localhost",
            "RABBITMQ_URL|amqp://guest:guest@localhost:5672", "RABBITMQ_URL|amqps://localhost/%2Fvhost",
            "LOG_LEVEL|WARN", "LOG_LEVEL|Error", "LOG_FORMAT|JSON"})
    void accepts(String variable, String value) {
        assertThat(SettingsReader.read(Map.of(variable, value))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void an_exchange_name_has_at_most_127_characters() {
        assertThat(SettingsReader.read(Map.of("RABBITMQ_EXCHANGE", "x".repeat(127))))
                .isInstanceOf(Outcome.Accepted.class);
        assertThat(refused(Map.of("RABBITMQ_EXCHANGE", "x".repeat(128))).problems()).hasSize(1);
    }

    @Test
    void a_payments_lease_must_outlast_its_calls_twice() {
        var short_ = refused(Map.of("PAYMENTS_LEASE", "59s"));
        assertThat(short_.report()).contains("payments.lease", "PAYMENTS_LEASE", "59s", "at least 1m", "twice");
        assertThat(SettingsReader.read(Map.of("PAYMENTS_LEASE", "60s"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(refused(Map.of("PAYMENTS_TIMEOUT", "20s")).report()).contains("60s (the default)", "at least 80s");
        assertThat(refused(Map.of("CINEMA_TIMEOUT", "30s")).report()).contains("at least 100s");
        assertThat(refused(Map.of("MONGODB_TIMEOUT", "10s")).report()).contains("at least 80s");
    }

    @Test
    void only_trusted_documents_need_a_directory() {
        assertThat(refused(Map.of("GRAPHQL_DOCUMENTS_MODE", "trusted")).report())
                .contains("graphql.documents.directory (environment variable GRAPHQL_DOCUMENTS_DIRECTORY)", "(nothing)",
                        "set, because graphql.documents.mode (environment variable GRAPHQL_DOCUMENTS_MODE) is trusted");
        assertThat(SettingsReader.read(Map.of("GRAPHQL_DOCUMENTS_MODE", "trusted", "GRAPHQL_DOCUMENTS_DIRECTORY", ".")))
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void tokens_are_signed_with_a_shared_secret_or_with_published_keys_not_both() {
        assertThat(refused(Map.of("JWT_SECRET", SECRET.repeat(4), "JWT_JWKS_URL", "http://users/keys")).report())
                .contains("jwt.jwksUrl", "http://users/keys", "jwt.secret (environment variable JWT_SECRET) unset")
                .doesNotContain(SECRET);
    }

    @Test
    void never_shows_a_secret_that_is_too_short() {
        assertThat(refused(Map.of("JWT_SECRET", SECRET)).report())
                .contains("jwt.secret", "(hidden)", "at least 32 bytes").doesNotContain(SECRET);
    }

    @Test
    void a_secret_is_counted_in_bytes() {
        assertThat(accepted(Map.of("JWT_SECRET", "é".repeat(16))).jwt().secret()).contains("é".repeat(16));
    }

    @Test
    void a_charge_must_be_given_its_whole_time_to_settle() {
        assertThat(refused(Map.of("PAYMENTS_SETTLE", "9s")).report()).contains("payments.settle", "at least 10s");
        assertThat(SettingsReader.read(Map.of("PAYMENTS_SETTLE", "10s"))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void events_must_not_be_taken_over_while_their_confirmation_is_awaited() {
        assertThat(refused(Map.of("RABBITMQ_TIMEOUT", "11s")).report()).contains("outbox.takeOver", "at least 11s");
        assertThat(SettingsReader.read(Map.of("RABBITMQ_TIMEOUT", "10s"))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void says_nothing_of_a_rule_between_settings_when_one_of_them_is_unreadable() {
        assertThat(refused(Map.of("PAYMENTS_TIMEOUT", "long", "PAYMENTS_LEASE", "1s")).problems())
                .extracting(Problem::setting).containsExactly(
                        "payments.timeout (environment variable PAYMENTS_TIMEOUT)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MONGODB_URI", "RABBITMQ_URL", "USER_SERVICE_URL", "PAYMENT_SERVICE_URL",
            "CINEMA_SERVICE_GRPC_URL", "PORT", "RABBITMQ_EXCHANGE", "PAYMENT_LOOKUP_PATH", "LOG_LEVEL",
            "PAYMENTS_TIMEOUT", "SERVER_HOST"})
    void never_shows_credentials_however_an_address_is_broken(String variable) {
        Stream.of("mongodb", "mongodb+srv", "amqp", "http", "nonsense").flatMap(scheme -> Stream.of(
                        "%s://admin:%s@", "%s://admin:%s@host:port", "%s://admin:%s@host:99999/a b", "%s://admin:%s@@host",
                        "%s://admin:a/%s@host", "%s://admin:#%s@host", "%s:/admin:%s@host", "%s//admin:%s@host",
                        "%s://admin:%%zz%s@host", "%s://admin:%s%%40host", "%s://admin:%s", "%s://%s@host",
                        "%s://host/?password=%s&a b", "%s://host/#%s", "%s://admin:x@%s@host:1", "%s://admin:\n%s@host", "%s/pay?key=%s {a}")
                .map(form -> form.formatted(scheme, SECRET)))
                .forEach(value -> assertThat(shown(Map.of(variable, value))).as(value).doesNotContain(SECRET));
    }

    @Test
    void never_shows_a_token() {
        assertThat(refused(Map.of("USER_SERVICE_TOKEN", SECRET + " and more")).report())
                .contains("users.token", "(hidden)").doesNotContain(SECRET);
    }

    @Test
    void accepted_settings_print_no_secret() {
        assertThat(shown(Map.of("USER_SERVICE_TOKEN", SECRET, "MONGODB_URI", "mongodb://admin:" + SECRET + "@localhost",
                "JWT_SECRET", SECRET.repeat(3),
                "RABBITMQ_URL", "amqp://admin:" + SECRET + "@localhost/")))
                .startsWith("Settings[").doesNotContain(SECRET);
    }

    @Test
    void shows_a_broken_address_in_which_no_credentials_can_be() {
        assertThat(refused(Map.of("USER_SERVICE_URL", "user-service:8080")).report()).contains("user-service:8080");
        assertThat(refused(Map.of("PAYMENT_SERVICE_URL", "http://pay_ment:80")).report()).contains("http://pay_ment:80");
    }

    @Test
    void a_wrong_value_takes_one_line_of_bearable_length() {
        String report = refused(Map.of("LOG_FORMAT", "a\nb\u001b[31m" + "x".repeat(10_000))).report();
        assertThat(report).doesNotContain("\u001b").hasSizeLessThan(500);
        assertThat(report.lines()).hasSize(5);
    }

    @Test
    void a_dollar_sign_in_a_password_is_just_a_dollar_sign() {
        var uri = "mongodb://admin:${PORT}$x@localhost";
        assertThat(accepted(Map.of("MONGODB_URI", uri)).mongodb().uri()).isEqualTo(uri);
    }

    @Test
    void only_the_given_environment_counts() {
        System.setProperty("server.port", "1");
        System.setProperty("PORT", "1");
        try {
            assertThat(accepted(Map.of()).server().port()).isEqualTo(8004);
        } finally {
            System.clearProperty("server.port");
            System.clearProperty("PORT");
        }
    }

    @ParameterizedTest
    @CsvSource({"PAYMENTS_SETLE, PAYMENTS_SETTLE", "PAYMENTS_SETTTLE, PAYMENTS_SETTLE", "PAYMENTS_SETTEL, PAYMENTS_SETTLE",
            "PAYMENTZ_SETTLE, PAYMENTS_SETTLE", "MONGODB_URL, MONGODB_URI", "RABBITMQ_URI, RABBITMQ_URL",
            "SERVER_PORT, PORT", "USERS_URL, USER_SERVICE_URL", "SEATS_HOLD, SEAT_LOCK_SECONDS"})
    void finds_a_misspelt_variable(String misspelt, String meant) {
        assertThat(refused(Map.of(misspelt, SECRET)).report()).contains(misspelt, meant).doesNotContain(SECRET);
        assertThat(refused(Map.of(misspelt, SECRET)).problems()).hasSize(1);
    }

    @Test
    void a_variable_is_not_misspelt_when_the_right_one_is_set_too() {
        accepted(Map.of("PAYMENTS_SETLE", "1s", "PAYMENTS_SETTLE", "90s"));
    }

    @Test
    void what_kubernetes_and_docker_set_for_neighbours_does_no_harm() {
        var environment = new HashMap<String, String>();
        for (String service : List.of("USER_SERVICE", "PAYMENT_SERVICE", "CINEMA_SERVICE", "BOOKING_SERVICE", "RABBITMQ",
                "MONGODB", "SERVER", "SEATS", "USERS", "CINEMA", "PAYMENTS", "OUTBOX", "SWEEPERS", "LOG")) {
            environment.put(service + "_SERVICE_HOST", "10.0.0.1");
            environment.put(service + "_SERVICE_PORT", "80");
            environment.put(service + "_SERVICE_PORT_HTTP", "80");
            environment.put(service + "_PORT", "tcp://10.0.0.1:80");
            environment.put(service + "_PORT_80_TCP", "tcp://10.0.0.1:80");
            environment.put(service + "_PORT_80_TCP_PROTO", "tcp");
            environment.put(service + "_PORT_80_TCP_PORT", "80");
            environment.put(service + "_PORT_80_TCP_ADDR", "10.0.0.1");
            environment.put(service + "_NAME", "/booking/" + service);
            environment.put(service + "_ENV_GOSU_VERSION", "1.10");
        }
        accepted(environment);
    }

    @Test
    void an_ordinary_environment_does_no_harm() {
        accepted(Map.ofEntries(Map.entry("PATH", "/bin"), Map.entry("HOME", "/root"), Map.entry("HOSTNAME", "booking-1"),
                Map.entry("LOGNAME", "me"), Map.entry("JAVA_HOME", "/java"), Map.entry("LANG", "C"),
                Map.entry("RABBITMQ_DEFAULT_USER", "u"), Map.entry("RABBITMQ_DEFAULT_PASS", "p"),
                Map.entry("RABBITMQ_NODENAME", "n"), Map.entry("RABBITMQ_LOG_BASE", "/log"),
                Map.entry("MONGODB_ROOT_PASSWORD", "p"), Map.entry("MONGO_INITDB_ROOT_USERNAME", "u"),
                Map.entry("MONGODB_DATABASE", "d"), Map.entry("PAYMENT_SERVICE_API_KEY", "k"),
                Map.entry("LOG_DIR", "/log"),
                Map.entry("SERVER_NAME", "n"), Map.entry("SANDBOX_USER_PORT", "1"), Map.entry("PORTS", "1")));
    }

    @Test
    void is_read_within_a_second() {
        long start = System.nanoTime();
        accepted(Map.of());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void leaves_no_thread_behind() {
        accepted(Map.of());
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.contains("config"));
    }

    private static String shown(Map<String, String> environment) {
        return switch (SettingsReader.read(environment)) {
            case Outcome.Accepted(Settings settings) -> settings.toString();
            case Outcome.Refused refused -> refused.report() + refused;
        };
    }

    private static Outcome.Refused refused(Map<String, String> environment) {
        Outcome outcome = SettingsReader.read(environment);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) outcome;
    }

    private static Settings accepted(Map<String, String> environment) {
        Outcome outcome = SettingsReader.read(environment);
        if (outcome instanceof Outcome.Refused refused) {
            throw new AssertionError(refused.report());
        }
        return ((Outcome.Accepted) outcome).settings();
    }
}

package com.movieticket.booking.frontdoor;

import com.movieticket.booking.Doctor;
import com.movieticket.booking.diagnosis.Report;
import com.movieticket.booking.diagnosis.Report.Form;
import com.movieticket.booking.diagnosis.Row;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.FaultyWire;
import com.movieticket.booking.testing.FaultyWire.Fault;
import com.movieticket.booking.testing.RabbitMqNode;
import com.movieticket.booking.testing.RestStub;
import com.mongodb.reactivestreams.client.MongoClients;
import com.rabbitmq.client.ConnectionFactory;
import io.helidon.json.JsonParser;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The doctor finds what is wrong, and says where; and leaves everything as it was. */
class DoctorIT {
    private static final String SECRET = "planted-secret";

    private static Optional<RabbitMqNode> node = Optional.empty();
    private static House house;

    @BeforeAll
    static void start() {
        node = RabbitMqNode.isInstalled() ? Optional.of(RabbitMqNode.started()) : Optional.empty();
        house = House.open(node.map(real -> Map.of("RABBITMQ_URL", real.uri())).orElse(Map.of()));
        house.booked();
    }

    @AfterAll
    static void stop() {
        house.close();
        node.ifPresent(RabbitMqNode::close);
    }

    @Test
    void beside_a_service_that_runs_all_is_well_and_stays_so() throws Exception {
        List<Document> before = documents();

        Report report = examined(Map.of("PORT", String.valueOf(house.port())));

        assertThat(report.rows()).hasSizeGreaterThan(20).extracting(Row::state).as(report.in(Form.TABLE))
                .doesNotContain("failed", "skipped");
        assertThat(report.well()).isTrue();
        assertThat(row(report, "This service", "port").detail()).contains("a booking service that runs already");
        assertThat(row(report, "MongoDB", "indexes").detail()).isEqualTo("all 4 are there");
        assertThat(row(report, "MongoDB", "permissions").detail()).contains("insert, update and remove");
        assertThat(row(report, "RabbitMQ", "exchange").detail()).contains("a durable topic");
        assertThat(documents()).isEqualTo(before);
        assertThat(house.booked()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "MONGODB_URI             | mongodb://127.0.0.1:1/db                    | MongoDB         | connect",
            "MONGODB_URI             | mongodb://nowhere.invalid/db                | MongoDB         | resolve",
            "MONGODB_URI             | mongodb+srv://nowhere.invalid/db            | MongoDB         | resolve",
            "RABBITMQ_URL            | amqp://127.0.0.1:1                          | RabbitMQ        | connect",
            "RABBITMQ_URL            | amqp://nowhere.invalid                      | RabbitMQ        | resolve",
            "USER_SERVICE_URL        | http://127.0.0.1:1                          | User service    | connect",
            "USER_SERVICE_URL        | http://nowhere.invalid                      | User service    | resolve",
            "PAYMENT_SERVICE_URL     | http://127.0.0.1:1                          | Payment service | connect",
            "PAYMENT_SERVICE_URL     | http://nowhere.invalid                      | Payment service | resolve",
            "CINEMA_SERVICE_GRPC_URL | 127.0.0.1:1                                 | Cinema service  | connect",
            "CINEMA_SERVICE_GRPC_URL | nowhere.invalid:9090                        | Cinema service  | resolve",
            "JWT_JWKS_URL            | http://127.0.0.1:1/keys                     | Tokens          | connect"})
    void who_cannot_be_reached_is_named_and_what_follows_is_not_tried(String variable, String value, String subject,
                                                                      String step) throws Exception {
        Report report = examined(Map.of(variable, value));

        assertOnlyFailure(report, subject, step);
        assertThat(row(report, subject, step).advice()).contains(variable);
        assertThat(report.rows()).filteredOn(one -> one.subject().equals(subject)).last().extracting(Row::state)
                .isEqualTo(step.equals("connect") || step.equals("resolve") ? "skipped" : "failed");
    }

    @Test
    void credentials_that_the_database_refuses_are_told_without_the_password() throws Exception {
        Report report = examined(Map.of("MONGODB_URI", mongodb().replace("mongodb://", "mongodb://ada:" + SECRET + "@")));

        assertOnlyFailure(report, "MongoDB", "authenticate");
        assertThat(report.in(Form.TABLE) + report.in(Form.JSON)).doesNotContain(SECRET);
    }

    @Test
    void an_index_that_is_missing_is_named() throws Exception {
        String other = mongodb().replace("/movie_booking", "/other");
        assertThat(row(examined(Map.of("MONGODB_URI", other)), "MongoDB", "indexes").state()).isEqualTo("warning");
        try (var client = MongoClients.create(other)) {
            Mono.from(client.getDatabase("other").getCollection("bookings").insertOne(new Document("_id", "1"))).block();
        }

        Report report = examined(Map.of("MONGODB_URI", other));

        assertOnlyFailure(report, "MongoDB", "indexes");
        assertThat(row(report, "MongoDB", "indexes").detail()).contains("due_bookings of bookings is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "admin:planted-secret | /         | authenticate",
            "admin:admin123       | /elsewhere | virtual host"})
    void a_broker_that_does_not_let_us_in_is_told_apart(String user, String host, String step) throws Exception {
        RabbitMqNode.assumeInstalled();

        Report report = examined(Map.of("RABBITMQ_URL",
                "amqp://" + user + "@127.0.0.1:" + node.orElseThrow().port() + host));

        assertOnlyFailure(report, "RabbitMQ", step);
        assertThat(report.in(Form.TABLE) + report.in(Form.JSON)).doesNotContain(SECRET);
    }

    @Test
    void an_exchange_that_is_no_durable_topic_is_told() throws Exception {
        RabbitMqNode.assumeInstalled();
        var factory = new ConnectionFactory();
        factory.setUri(node.orElseThrow().uri() + "%2F");
        try (var connection = factory.newConnection(); var channel = connection.createChannel()) {
            channel.exchangeDeclare("another", "fanout", true);

            Report report = examined(Map.of("RABBITMQ_EXCHANGE", "another"));

            assertOnlyFailure(report, "RabbitMQ", "exchange");
            assertThat(row(report, "RabbitMQ", "exchange").detail()).contains("no durable topic");
        }
    }

    @Test
    void an_exchange_that_is_not_there_is_left_to_the_service() throws Exception {
        RabbitMqNode.assumeInstalled();
        for (int time = 0; time < 2; time++) { // the first leaves nothing behind
            Report report = examined(Map.of("RABBITMQ_EXCHANGE", "not_yet"));

            assertThat(report.well()).as(report.in(Form.TABLE)).isTrue();
            assertThat(row(report, "RabbitMQ", "exchange").detail()).isEqualTo("not_yet isn't there yet");
        }
    }

    @Test
    void rights_that_the_user_does_not_have_at_the_broker_are_named() throws Exception {
        RabbitMqNode.assumeInstalled();
        RabbitMqNode broker = node.orElseThrow();
        broker.control("add_user", "reader", "reader123");
        broker.control("set_permissions", "reader", "^$", "^$", ".*");
        String url = broker.uri().replace("admin:admin123", "reader:reader123");

        Report report = examined(Map.of("RABBITMQ_URL", url));

        assertOnlyFailure(report, "RabbitMQ", "publish");
        assertThat(row(report, "RabbitMQ", "publish").detail()).contains("ACCESS_REFUSED");
        assertThat(row(report, "RabbitMQ", "exchange").state()).isEqualTo("warning");
        assertOnlyFailure(examined(Map.of("RABBITMQ_URL", url, "RABBITMQ_EXCHANGE", "not_yet")), "RabbitMQ", "exchange");
    }

    @Test
    void a_broker_that_takes_nothing_for_want_of_memory_is_told() throws Exception {
        RabbitMqNode.assumeInstalled();
        RabbitMqNode broker = node.orElseThrow();
        broker.control("set_vm_memory_high_watermark", "absolute", "1");
        try {
            Eventually.within(Duration.ofSeconds(60)).check(() -> {
                Report report = examined(Map.of("RABBITMQ_TIMEOUT", "2s"));
                assertOnlyFailure(report, "RabbitMQ", "publish");
                assertThat(row(report, "RabbitMQ", "publish").detail())
                        .isEqualTo("the broker takes nothing: low on memory");
            });
        } finally {
            broker.control("set_vm_memory_high_watermark", "absolute", "512MB");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | failed  | our credentials are refused with 401",
            "500 | failed  | answers 500",
            "200 | failed  | answers 200 for a user who can't be there"})
    void what_the_user_service_should_not_answer_is_told(int status, String state, String detail) throws Exception {
        try (var users = new RestStub()) {
            users.answer(status, "{}");

            Report report = examined(Map.of("USER_SERVICE_URL", users.url().toString(), "USER_SERVICE_TOKEN", SECRET));

            assertOnlyFailure(report, "User service", "find a user");
            assertThat(row(report, "User service", "find a user").detail()).contains(detail);
            assertThat(users.onlyRequest().header("authorization")).contains("Bearer " + SECRET);
            assertThat(report.in(Form.TABLE) + report.in(Form.JSON)).doesNotContain(SECRET);
        }
    }

    @Test
    void the_payment_service_is_asked_what_was_charged_and_nothing_else() throws Exception {
        try (var payments = new RestStub()) {
            for (int status : List.of(403, 503)) {
                payments.answer(status, "");
                assertOnlyFailure(examined(Map.of("PAYMENT_SERVICE_URL", payments.url().toString())), "Payment service",
                        "look charges up");
            }
            assertThat(payments.requests()).hasSize(2).allSatisfy(request ->
                    assertThat(request.method()).isEqualTo("GET"));
        }
    }

    @Test
    void who_does_not_speak_as_the_cinema_does_is_told() throws Exception {
        try (var stranger = new RestStub()) {
            stranger.answer(200, "{}");
            assertOnlyFailure(examined(Map.of("CINEMA_SERVICE_GRPC_URL", stranger.url().toString())), "Cinema service",
                    "find a showtime");
        }
    }

    @Test
    void who_says_nothing_is_given_up() throws Exception {
        for (Neighbour neighbour : List.of(Neighbour.USERS, Neighbour.CINEMA, Neighbour.RABBITMQ)) {
            String url = house.environment().get(neighbour.urlVariable());
            int port = URI.create(url.contains("://") ? url : "grpc://" + url).getPort();
            try (var wire = FaultyWire.to(port)) {
                wire.suffer(new Fault.BlackHole());
                Report report = examined(Map.of(neighbour.urlVariable(), wire.through(url)));
                assertThat(report.rows()).filteredOn(Row::failed).as(report.in(Form.TABLE)).hasSize(1);
            }
        }
    }

    @Test
    void a_port_that_a_stranger_uses_is_told(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("wrong.graphql"), "{ nothing }");
        try (var stranger = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Report report = examined(Map.of("PORT", String.valueOf(stranger.getLocalPort()),
                    "GRAPHQL_DOCUMENTS_MODE", "trusted", "GRAPHQL_DOCUMENTS_DIRECTORY", folder.toString(),
                    "LOG_LEVEL_FILE", Files.writeString(folder.resolve("level"), "LOUD").toString()));

            assertThat(report.rows()).filteredOn(Row::failed).extracting(Row::step).containsExactly("port", "documents");
            assertThat(row(report, "This service", "log level file").state()).isEqualTo("warning");
        }
    }

    @Test
    void the_program_says_so_by_its_exit_code_and_in_json() throws IOException {
        var environment = new HashMap<>(house.environment());
        environment.put("PORT", "0");
        try (var doctor = Program.start(environment, "doctor", "--json")) {
            assertThat(doctor.exitCode()).as(doctor.output()).isZero();
            assertThat(JsonParser.create(doctor.output().lines().filter(line -> line.startsWith("{")).findFirst()
                    .orElseThrow()).readJsonObject().booleanValue("well")).contains(true);
        }
        environment.put("USER_SERVICE_URL", "http://127.0.0.1:1");
        try (var doctor = Program.start(environment, "doctor")) {
            assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(1);
            assertThat(doctor.output()).containsPattern("User service: connect +failed").contains("correct the port");
        }
        try (var doctor = Program.start(Map.of("PORT", "many"), "doctor")) {
            assertThat(doctor.exitCode()).isEqualTo(2);
            assertThat(doctor.output()).contains("PORT", "many");
        }
        try (var version = Program.start(Map.of(), "--version")) {
            assertThat(version.exitCode()).isZero();
            assertThat(version.output()).contains("booking-service ", "revision ", "on Java 25");
        }
    }

    private static void assertOnlyFailure(Report report, String subject, String step) {
        assertThat(report.rows()).filteredOn(Row::failed).extracting(one -> one.subject() + ": " + one.step())
                .as(report.in(Form.TABLE)).containsExactly(subject + ": " + step);
        assertThat(row(report, subject, step).advice()).isNotBlank();
        assertThat(report.well()).isFalse();
    }

    private static Row row(Report report, String subject, String step) {
        return report.rows().stream().filter(one -> one.subject().equals(subject) && one.step().equals(step))
                .findFirst().orElseThrow(() -> new AssertionError(report.in(Form.TABLE)));
    }

    private static Report examined(Map<String, String> changed) {
        var environment = new HashMap<>(house.environment());
        environment.put("PORT", "0");
        environment.putAll(changed);
        return switch (SettingsReader.read(environment)) {
            case Accepted(var settings) -> examined(settings);
            case Refused refused -> throw new AssertionError(refused.report());
        };
    }

    private static Report examined(Settings settings) {
        try {
            return Doctor.examine(settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String mongodb() {
        return house.environment().get("MONGODB_URI");
    }

    private static List<Document> documents() {
        try (var client = MongoClients.create(mongodb())) {
            return Flux.from(client.getDatabase("movie_booking").getCollection("bookings").find()
                    .projection(new Document("_id", 1))).collectList().block();
        }
    }
}

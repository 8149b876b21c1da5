package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.Neighbourhood;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The program as its operators meet it. */
class ProgramIT {
    private static final int TERMINATED = 128 + 15;

    @Test
    void bad_settings_are_all_reported_at_once_without_a_secret() throws IOException {
        var environment = Map.of(
                "PORT", "99999",
                "MONGODB_URI", "mongo://admin:planted-secret-1@localhost/movie_booking",
                "RABBITMQ_URL", "http://admin:planted-secret-2@localhost",
                "USER_SERVICE_URL", "ftp://user:planted-secret-3@users",
                "USER_SERVICE_TOKEN", "planted secret 4",
                "SEAT_LOCK_SECONDS", "soon",
                "LOG_FORMAT", "xml",
                "PAYMENT_LOOKUP_PATH", "payments/{card}");
        try (var program = Program.start(environment)) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.output()).contains(environment.keySet())
                    .contains("99999", "a whole number from 0 to 65535", "soon", "json or text")
                    .doesNotContain("planted", "Exception", "\tat ");
        }
    }

    @Test
    void it_runs_as_a_named_module_and_stops_cleanly_when_told_to() throws Exception {
        try (var neighbourhood = Neighbourhood.start()) {
            var environment = new HashMap<>(neighbourhood.environment());
            environment.putAll(Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text"));
            try (var program = Program.start(environment); var client = HttpClient.newHttpClient()) {
                URI graphql = URI.create("http://127.0.0.1:" + program.port() + "/graphql");
                String id = ask(client, graphql, """
                        mutation { create_booking(user_id: "user123", showtime_id: "show456", seat_numbers: ["A1"]) {
                          success message booking { id } } }""").text("data.create_booking.booking.id");
                assertThat(ask(client, graphql, House.payment(id, "4242424242424242"))
                        .flag("data.process_payment.success")).isTrue();

                program.terminate();
                assertThat(program.exitCode()).isEqualTo(TERMINATED);
                assertThat(program.output()).contains("Booking " + id + " is confirmed", "Stopping", "Stopped")
                        .doesNotContain("4242424242424242", "admin123", "SEVERE", "ERROR", "\tat ");
            }
        }
    }

    @Test
    void documents_that_cannot_be_run_are_bad_settings(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("wrong.graphql"), "{ nothing }");
        Files.writeString(directory.resolve("other.json"), "{\"0\": \"{ __typename }\"}");
        try (var program = Program.start(Map.of("GRAPHQL_DOCUMENTS_MODE", "trusted",
                "GRAPHQL_DOCUMENTS_DIRECTORY", directory.toString(), "PORT", "0"))) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.output()).contains("can't start with these settings", "GRAPHQL_DOCUMENTS_DIRECTORY",
                    "wrong.graphql", "Field 'nothing' in type 'Query' is undefined", "other.json", "hashAlgorithm: 'sha256'")
                    .doesNotContain("\tat ", "listening");
        }
    }

    @Test
    void a_port_that_is_taken_is_told_in_words() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
             var program = Program.start(Map.of("PORT", String.valueOf(taken.getLocalPort()),
                     "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text"))) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output()).contains("Can't listen on 127.0.0.1:" + taken.getLocalPort(),
                    "PORT chooses another one");
        }
    }

    @Test
    void help_is_at_hand() throws IOException {
        try (var program = Program.start(Map.of(), "--help")) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.output()).contains("Usage:", "MONGODB_URI");
        }
        try (var program = Program.start(Map.of(), "--hlep")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.output()).contains("--help");
        }
    }

    private static Answer ask(HttpClient client, URI graphql, String document) throws Exception {
        return Answer.of(client.send(HttpRequest.newBuilder(graphql).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":" + House.quoted(document) + "}")).build(),
                BodyHandlers.ofString()));
    }
}

package com.movieticket.booking.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.json.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

class NeighbourhoodTest {
    private static final Map<String, String> ALL_REAL = Map.of(
            "MONGODB_URI", "mongodb://real/movie_booking",
            "RABBITMQ_URL", "amqp://real/",
            "USER_SERVICE_URL", "http://real-users",
            "PAYMENT_SERVICE_URL", "http://real-payments",
            "CINEMA_SERVICE_GRPC_URL", "real-cinema:9090");

    @Test
    void every_neighbour_has_a_stand_in_that_listens_until_the_neighbourhood_is_closed() throws Exception {
        var neighbourhood = Neighbourhood.start();
        try {
            assertThat(neighbourhood.environment()).containsOnlyKeys(ALL_REAL.keySet());
            for (Neighbour neighbour : Neighbour.values()) {
                var standIn = neighbourhood.standIn(neighbour).orElseThrow();
                assertThat(neighbourhood.environment()).containsEntry(neighbour.urlVariable(), standIn.url());
                new Socket(InetAddress.getByName("127.0.0.1"), standIn.port()).close();
            }
        } finally {
            int port = neighbourhood.users().port();
            neighbourhood.close();
            neighbourhood.close();
            assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void a_real_service_takes_the_place_of_its_stand_in() {
        try (var neighbourhood = Neighbourhood.start(ALL_REAL)) {
            assertThat(neighbourhood.environment()).isEqualTo(ALL_REAL);
            for (Neighbour neighbour : Neighbour.values()) {
                assertThat(neighbourhood.standIn(neighbour)).isEmpty();
            }
        }
    }

    @Test
    void credentials_of_real_services_are_not_shown() {
        var secret = new HashMap<>(ALL_REAL);
        secret.put("MONGODB_URI", "mongodb://root:s3cret@real/movie_booking");
        try (var neighbourhood = Neighbourhood.start(secret)) {
            var banner = new Banner(neighbourhood);
            assertThat(banner.withoutService()).contains("MONGODB_URI").doesNotContain("s3cret");
            assertThat(banner.withService("http://127.0.0.1:8004")).doesNotContain("s3cret");
        }
    }

    @Test
    void the_commands_to_try_send_well_formed_json() {
        try (var neighbourhood = Neighbourhood.start(ALL_REAL)) {
            var bodies = Pattern.compile("-d '(\\{.*?})'(?= \\||;)", Pattern.DOTALL)
                    .matcher(new Banner(neighbourhood).withService("http://127.0.0.1:8004"))
                    .results()
                    .map(body -> body.group(1).replace("'$BOOKING'", "b1"))
                    .toList();

            assertThat(bodies).hasSize(3).allSatisfy(body ->
                    assertThat(JsonParser.create(body).readJsonObject().stringValue("query")).isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "65536", "80 80"})
    void a_malformed_port_is_refused_in_one_line_that_names_its_variable(String port) {
        assertThatThrownBy(() -> Neighbourhood.start(Map.of("SANDBOX_CINEMA_HTTP_PORT", port)))
                .isInstanceOf(UnusableSettingException.class)
                .hasMessageStartingWith("SANDBOX_CINEMA_HTTP_PORT=" + port)
                .hasMessageMatching(".*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SANDBOX_MONGODB_PORT", "SANDBOX_RABBITMQ_PORT", "SANDBOX_USER_PORT",
            "SANDBOX_PAYMENT_PORT", "SANDBOX_CINEMA_PORT", "SANDBOX_CINEMA_HTTP_PORT"})
    void a_taken_port_is_refused_before_anything_starts(String variable) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var environment = Map.of(variable, Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> Neighbourhood.start(environment))
                    .isInstanceOf(UnusableSettingException.class)
                    .hasMessageStartingWith(variable + "=" + taken.getLocalPort());
        }
    }

    @Test
    void two_variables_can_not_ask_for_one_port() throws IOException {
        var port = Integer.toString(freePort());
        assertThatThrownBy(() -> Neighbourhood.start(
                Map.of("SANDBOX_USER_PORT", port, "SANDBOX_CINEMA_HTTP_PORT", port)))
                .isInstanceOf(UnusableSettingException.class);
    }

    @Test
    void a_fixed_port_is_kept() throws IOException {
        var environment = new HashMap<>(ALL_REAL);
        environment.remove("USER_SERVICE_URL");
        int port = freePort();
        environment.put("SANDBOX_USER_PORT", Integer.toString(port));
        try (var neighbourhood = Neighbourhood.start(environment)) {
            assertThat(neighbourhood.users().url()).isEqualTo("http://127.0.0.1:" + port);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}

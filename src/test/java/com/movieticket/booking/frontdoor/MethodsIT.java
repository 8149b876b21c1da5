package com.movieticket.booking.frontdoor;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** HEAD is GET without a body, and whoever asks which methods there are is told, at every address and over both protocols. */
class MethodsIT {
    private static House house;
    private static HttpClient client;

    @BeforeAll
    static void open() throws Exception {
        house = House.open(Map.of("SERVER_MAX_REQUESTS", "100"));
        client = HttpClient.newHttpClient();
        ask("GET", "/", Version.HTTP_2); // upgrades
    }

    @AfterAll
    static void close() {
        client.close();
        house.close();
    }

    @ParameterizedTest
    @CsvSource({"/,200", "/health,200", "/health/live,200", "/health/ready,200", "/metrics,200", "/nowhere,404",
            "/graphql?query=%7B__typename%7D,200", "/graphql?query=mutation%7B__typename%7D,405", "/graphql/schema.graphql,200",
            "/graphql/ui/graphiql.min.js,200", "/graphql/ui/nothing.js,404", "/health/nothing,404"})
    void head_is_answered_as_get_is_but_without_a_body(String path, int status) throws Exception {
        for (Version version : Version.values()) {
            var get = ask("GET", path, version);
            var head = ask("HEAD", path, version);
            assertThat(head.version()).isEqualTo(version);
            assertThat(head.statusCode()).isEqualTo(status).isEqualTo(get.statusCode());
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("content-length").orElseThrow()).isPositive();
            assertThat(head.headers().map().keySet()).containsAll(get.headers().map().keySet().stream()
                    .filter(name -> !name.equals("transfer-encoding") && !name.equals("upgrade")).toList());
        }
    }

    /** A client that was sent a body would take it for the next answer. */
    @Test
    void nothing_comes_between_two_heads() throws IOException {
        String heads = "";
        for (String path : new String[] {"/health/live", "/metrics", "/nowhere", "/health/ready"}) {
            heads += "HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
        }
        assertThat(exchange(heads + "HEAD /%zz HTTP/1.1\r\nHost: x\r\n\r\n").split("\r\n\r\n"))
                .hasSize(5).allMatch(answer -> answer.matches("(?s)HTTP/1.1 (200|404|400) .*"));
        assertThat(exchange("HEAD / HTTP/1.1\r\nHost: x\r\nExpect: elephants\r\n\r\n"))
                .startsWith("HTTP/1.1 417 ").endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                              | GET, HEAD, OPTIONS
            /graphql                       | GET, HEAD, POST, OPTIONS
            /graphql/schema.graphql        | GET, HEAD, OPTIONS
            /graphql/ui/graphiql.min.js    | GET, HEAD, OPTIONS
            /health                        | GET, HEAD, OPTIONS
            /health/live                   | GET, HEAD, OPTIONS
            /health/ready                  | GET, HEAD, OPTIONS
            /metrics                       | GET, HEAD, OPTIONS
            """)
    void who_asks_what_there_is_is_told(String path, String allow) throws Exception {
        for (Version version : Version.values()) {
            var options = ask("OPTIONS", path, version);
            assertThat(options.statusCode()).isEqualTo(204);
            assertThat(options.headers().firstValue("allow")).contains(allow);

            var other = ask("DELETE", path, version);
            assertThat(other.statusCode()).isEqualTo(405);
            assertThat(other.headers().firstValue("allow")).contains(allow);
            assertThat(other.body()).contains("METHOD_NOT_ALLOWED");
        }
    }

    private static HttpResponse<String> ask(String method, String path, Version version) throws Exception {
        return client.send(HttpRequest.newBuilder(house.url(path)).version(version).header("Accept", "*/*")
                .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private static String exchange(String requests) throws IOException {
        try (var socket = new Socket("127.0.0.1", house.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

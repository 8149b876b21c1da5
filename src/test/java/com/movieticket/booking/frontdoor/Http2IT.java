package com.movieticket.booking.frontdoor;

import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole of the service over HTTP/2 without TLS: after an upgrade from HTTP/1.1, and from the first byte on. */
class Http2IT {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;

    private static House house;
    private static HttpClient client;

    @BeforeAll
    static void open() throws Exception {
        house = House.open(Map.of("RATE_LIMIT_PER_SECOND", "1", "RATE_LIMIT_BURST", "60", "SERVER_BODY_TIMEOUT", "2s"));
        client = HttpClient.newBuilder().version(Version.HTTP_2).build();
        client.send(HttpRequest.newBuilder(house.url("/")).build(), BodyHandlers.discarding()); // upgrades
    }

    @AfterAll
    static void close() {
        client.close();
        house.close();
    }

    @Test
    void everything_works_as_over_http_1() throws Exception {
        var booked = post(House.creation("user123", "show456", List.of("F5")));
        assertThat(booked.version()).isEqualTo(Version.HTTP_2);
        assertThat(booked.statusCode()).isEqualTo(200);
        assertThat(booked.body()).contains("\"success\":true", "pending_payment");

        var bad = send(BodyPublishers.ofString("no JSON"));
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("BAD_REQUEST");

        byte[] large = new byte[300_000];
        var tooLarge = send(BodyPublishers.ofByteArray(large));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        var untold = send(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertThat(untold.statusCode()).isEqualTo(413);
        assertThat(untold.version()).isEqualTo(Version.HTTP_2);

        assertThat(asManyAtOnce(100)).contains(200, 429).allMatch(status -> status == 200 || status == 429);
        var refused = post("{ __typename }");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.version()).isEqualTo(Version.HTTP_2);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(refused.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void a_client_that_knows_needs_no_upgrade_and_one_that_resets_all_it_asks_is_sent_away() throws IOException {
        try (var socket = connect()) {
            for (int stream = 1; stream < 120; stream += 2) {
                write(socket, HEADERS, 4, stream, requestForBody());
                write(socket, RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }
            assertThat(framesUntilTheEnd(socket)).contains(SETTINGS, GOAWAY);
        }
        assertThat(house.ready()).isTrue();
    }

    @Test
    void a_body_that_never_comes_costs_its_sender_the_connection_and_nobody_waits_for_it() throws Exception {
        try (var socket = connect()) {
            write(socket, HEADERS, 4, 1, requestForBody());
            framesUntilTheEnd(socket);
        }
        Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(metrics())
                .containsPattern("(?m)^requests_in_flight\\S* 0(\\.0)?$"));
    }

    private static String metrics() {
        return client.sendAsync(HttpRequest.newBuilder(house.url("/metrics")).build(), BodyHandlers.ofString())
                .join().body();
    }

    private static List<Integer> asManyAtOnce(int requests) {
        var all = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < requests; i++) {
            all.add(client.sendAsync(House.request(house.url("/graphql"), "{ __typename }"), BodyHandlers.ofString()));
        }
        return all.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
    }

    private static HttpResponse<String> post(String document) throws Exception {
        return client.send(House.request(house.url("/graphql"), document), BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(HttpRequest.BodyPublisher body) throws Exception {
        return client.send(HttpRequest.newBuilder(house.url("/graphql")).timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json").POST(body).build(), BodyHandlers.ofString());
    }

    private static Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", house.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(PREFACE);
        write(socket, SETTINGS, 0, 0, new byte[0]);
        return socket;
    }

    /** The head of a POST to /graphql with a body, in HPACK without Huffman's code. */
    private static byte[] requestForBody() {
        var block = new ByteArrayOutputStream();
        block.write(0x83); // :method POST
        block.write(0x86); // :scheme http
        literal(block, 0x04, "/graphql"); // :path
        literal(block, 0x01, "x"); // :authority
        block.write(0x0f); // content-type, the 31st of the static table
        literal(block, 31 - 15, "application/json");
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(Socket socket, int type, int flags, int stream, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {0, 0, (byte) payload.length, (byte) type, (byte) flags, 0, 0, (byte) (stream >> 8),
            (byte) stream});
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** The types of all frames that come until the connection ends. */
    private static List<Integer> framesUntilTheEnd(Socket socket) throws IOException {
        var types = new ArrayList<Integer>();
        var in = socket.getInputStream();
        for (byte[] head = in.readNBytes(9); head.length == 9; head = in.readNBytes(9)) {
            types.add((int) head[3]);
            in.skipNBytes((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff);
        }
        return types;
    }
}

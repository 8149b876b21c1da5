package com.movieticket.booking.resilience;

import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.Unheard;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.WireStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What is an answer is heard as it was given, whatever the neighbour makes of HTTP. */
class RestClientAnswersTest extends StubbedRestNeighbour {
    @Test
    void an_answer_is_its_status_and_its_body() {
        try (var neighbour = new RestStub(); var client = new RestClient(neighbour.url(), ENOUGH)) {
            neighbour.answer(422, "{\"detail\":\"é\"}");

            assertAnswer(client.send(POST), 422, "{\"detail\":\"é\"}");

            var request = neighbour.onlyRequest();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.body()).isEqualTo("{\"a\":1}");
            assertThat(request.headers())
                    .containsEntry("idempotency-key", "k-1")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("accept", "application/json")
                    .containsEntry("user-agent", "booking-service");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/u/a%2Fb", "/u/%2E%2E", "/u/.a%2F..%2Fb", "/u/a..b", "/u/%25%3F%23", "/u/%E2%82%AC",
        "/r?transaction_id=a%26b%3D%2B&reason=x%20y", "/r?flag&b=1&b=2"})
    void the_target_arrives_as_it_is(String target) {
        try (var neighbour = new RestStub(); var client = new RestClient(neighbour.url(), ENOUGH)) {
            neighbour.answer(200, "{}");

            client.send(RestCall.get(target, Map.of()));

            assertThat(neighbour.onlyRequest().target()).isEqualTo(target);
        }
    }

    @Test
    void the_path_of_the_url_goes_before_that_of_the_request() {
        try (var neighbour = new RestStub();
             var client = new RestClient(neighbour.url().resolve("/api/v2/"), ENOUGH)) {
            neighbour.answer(200, "{}");

            client.send(GET);

            assertThat(neighbour.onlyRequest().target()).isEqualTo("/api/v2/thing");
        }
    }

    @Test
    void calls_one_after_another_share_a_connection() {
        try (var neighbour = new RestStub(); var client = new RestClient(neighbour.url(), ENOUGH)) {
            neighbour.answer(request -> new RestStub.Reply(200, request.method().equals("GET") ? "" : "{}"));

            for (int i = 0; i < 20; i++) {
                assertThat(client.send(i % 2 == 0 ? GET : POST)).isInstanceOf(Answered.class);
            }

            assertThat(neighbour.requests()).hasSize(20)
                    .extracting(RestStub.Request::clientPort)
                    .containsOnly(neighbour.requests().getFirst().clientPort());
        }
    }

    @Test
    void fifty_calls_at_once_are_answered_each_with_its_own_answer() throws Exception {
        try (var neighbour = new RestStub(); var client = new RestClient(neighbour.url(), ENOUGH);
             var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            neighbour.answer(request -> new RestStub.Reply(200, request.target()));
            var replies = new ArrayList<Future<RestReply>>();

            for (int i = 0; i < 50; i++) {
                String target = "/thing/" + i;
                replies.add(callers.submit(() -> client.send(RestCall.get(target, Map.of()))));
            }

            for (int i = 0; i < 50; i++) {
                assertAnswer(replies.get(i).get(), 200, "/thing/" + i);
            }
        }
    }

    @Test
    void redirects_are_answers() {
        try (var neighbour = new RestStub(); var client = new RestClient(neighbour.url(), ENOUGH)) {
            neighbour.answer(307, "");

            assertAnswer(client.send(POST), 307, "");

            assertThat(neighbour.requests()).hasSize(1);
        }
    }

    @Test
    void an_answer_without_a_length_ends_with_its_connection() throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\n\r\n{\"a\":");
            conversation.send("1}");
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(GET), 200, "{\"a\":1}");
            assertAnswer(client.send(GET), 200, "{\"a\":1}");
            assertThat(neighbour.connections()).isEqualTo(2);
        }
    }

    @Test
    void an_answer_of_http_1_0_ends_with_its_connection() throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\":1}");
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(GET), 200, "{\"a\":1}");
            assertAnswer(client.send(GET), 200, "{\"a\":1}");
        }
    }

    @Test
    void an_answer_of_http_1_0_with_a_length_is_not_followed_by_another_on_its_connection() throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            conversation.awaitEnd();
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(GET), 200, "{}");
            assertAnswer(client.send(GET), 200, "{}");
            assertThat(neighbour.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n"})
    void what_is_said_before_the_answer_is_not_the_answer(String before) throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            for (byte b : (before + OK).getBytes(UTF_8)) {
                conversation.send(new byte[] {b});
            }
            conversation.request();
            conversation.send(before);
            conversation.send(OK);
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(POST), 200, "{}");
            assertAnswer(client.send(GET), 200, "{}");
            assertThat(neighbour.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_body_that_is_compressed_unasked_is_no_answer() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{\"success\":true}".getBytes(UTF_8));
        }
        assertUnheard("compressed, which nobody asked for", conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.size()
                    + "\r\n\r\n");
            conversation.send(bytes.toByteArray());
        });
    }

    @Test
    void an_answer_before_the_request_is_there_is_an_answer() throws IOException {
        var much = RestCall.post("/thing", Map.of(), "{\"a\":\"" + "x".repeat(8_000_000) + "\"}");
        try (var neighbour = new WireStub(conversation -> {
            conversation.firstByte();
            conversation.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
            conversation.readToEnd();
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(much), 413, "{}");
        }
    }

    @Test
    void a_neighbour_that_answers_and_hangs_up_before_the_request_is_there_leaves_it_open_what_happened()
            throws IOException {
        var much = RestCall.post("/thing", Map.of(), "{\"a\":\"" + "x".repeat(8_000_000) + "\"}");
        try (var neighbour = new WireStub(conversation -> {
            conversation.firstByte();
            conversation.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
            conversation.reset();
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertThat(client.send(much)).isInstanceOf(Unheard.class);
        }
    }
}

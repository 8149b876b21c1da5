package com.movieticket.booking.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.NotSent;
import com.movieticket.booking.resilience.RestReply.Unheard;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.testing.WireStub.Behaviour;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

class RestClientTest {
    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final RestCall GET = RestCall.get("/thing", Map.of());
    private static final RestCall POST = RestCall.post("/thing", Map.of("Idempotency-Key", "k-1"), "{\"a\":1}");

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

    @Test
    void nothing_is_sent_where_nobody_listens() {
        try (var client = new RestClient(RestStub.nobody(), ENOUGH)) {
            assertThat(client.send(POST)).isInstanceOfSatisfying(NotSent.class,
                    reply -> assertThat(reply.problem()).contains("Connection refused"));
        }
    }

    @Test
    void nothing_is_sent_to_a_host_that_does_not_exist() {
        // A label of more than 63 characters: known not to exist without asking anyone.
        try (var client = new RestClient(URI.create("http://" + "a".repeat(64) + ".invalid:80"), ENOUGH)) {
            assertThat(client.send(POST)).isInstanceOf(NotSent.class);
        }
    }

    @Test
    void nothing_is_sent_when_no_connection_is_made_in_time() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waiting = new ArrayList<SocketChannel>();
            try (var client = new RestClient(URI.create("http://127.0.0.1:" + deaf.getLocalPort()), SHORT)) {
                for (int i = 0; i < 8; i++) {
                    waiting.add(SocketChannel.open());
                    waiting.getLast().configureBlocking(false);
                    waiting.getLast().connect(new InetSocketAddress("127.0.0.1", deaf.getLocalPort()));
                }

                assertThat(client.send(POST)).isInstanceOf(NotSent.class);
            } finally {
                for (SocketChannel channel : waiting) {
                    channel.close();
                }
            }
        }
    }

    @Test
    void nothing_is_sent_with_a_header_that_would_be_two() throws IOException {
        try (var neighbour = new WireStub(conversation -> conversation.awaitEnd());
             var client = new RestClient(neighbour.url(), ENOUGH)) {
            var smuggling = RestCall.get("/thing", Map.of("Authorization", "x\r\nX-Admin: yes"));

            assertThat(client.send(smuggling)).isInstanceOf(NotSent.class);

            Eventually.within(ENOUGH).check(() -> assertThat(neighbour.closedByClient()).isEqualTo(1));
        }
    }

    @Test
    void a_connection_reset_after_the_request_leaves_it_open_what_happened() throws IOException {
        assertUnheard("Connection reset", conversation -> {
            conversation.request();
            conversation.reset();
        });
    }

    @Test
    void a_connection_closed_after_the_request_leaves_it_open_what_happened() throws IOException {
        assertUnheard("closed within the answer", conversation -> conversation.request());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"success\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n",
        "HTTP/1.1 abc OK\r\n\r\n"})
    void an_answer_that_is_cut_off_or_no_http_is_not_heard(String answer) throws IOException {
        assertUnheard("", conversation -> {
            conversation.request();
            conversation.send(answer);
        });
    }

    @Test
    void an_answer_that_is_too_long_is_not_heard_to_its_end() throws IOException {
        assertUnheard("too long", conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n");
            sendWithoutEnd(conversation);
        });
    }

    @Test
    void a_chunk_of_two_gigabytes_is_not_taken_in() throws IOException {
        assertUnheard("too long", conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n");
            sendWithoutEnd(conversation);
        });
    }

    @Test
    void a_head_without_end_is_not_taken_in() throws IOException {
        assertUnheard("", conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\n");
            while (true) {
                conversation.send("X-More: " + "x".repeat(1000) + "\r\n");
            }
        });
    }

    @Test
    void the_longest_answer_is_heard() throws IOException {
        String longest = "x".repeat(RestClient.BODY_LIMIT);
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nContent-Length: " + longest.length() + "\r\n\r\n" + longest);
            conversation.request();
            conversation.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(longest.length()) + "\r\n" + longest + "\r\n0\r\n\r\n");
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(GET), 200, longest);
            assertAnswer(client.send(GET), 200, longest);
            assertThat(neighbour.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"})
    void an_answer_that_drips_ends_at_the_deadline_and_so_does_its_connection(String beginning) throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send(beginning);
            while (true) {
                conversation.send("H");
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }); var client = new RestClient(neighbour.url(), SHORT)) {
            long begin = System.nanoTime();

            assertThat(client.send(POST)).isEqualTo(new Unheard("no answer within 300 ms", CallOutcome.TIMEOUT));

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT, SHORT.multipliedBy(4));
            Eventually.within(ENOUGH).check(() -> assertThat(neighbour.closedByClient()).isEqualTo(1));
        }
    }

    @Test
    void a_deadline_on_a_connection_used_before_closes_it_too() throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send(OK);
            conversation.request();
            conversation.awaitEnd();
        }); var client = new RestClient(neighbour.url(), SHORT)) {
            assertAnswer(client.send(GET), 200, "{}");

            assertThat(client.send(POST)).isInstanceOf(Unheard.class);

            assertThat(neighbour.connections()).isEqualTo(1);
            Eventually.within(ENOUGH).check(() -> assertThat(neighbour.closedByClient()).isEqualTo(1));
        }
    }

    @Test
    void a_connection_that_breaks_while_it_is_used_again_is_not_replaced_behind_our_back() throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send(OK);
            conversation.request();
            conversation.reset();
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(POST), 200, "{}");

            assertThat(client.send(POST)).isInstanceOf(Unheard.class);

            assertThat(neighbour.requests()).hasSize(2);
            assertThat(neighbour.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n\"evil\"",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"})
    void a_connection_with_a_second_answer_or_a_goodbye_is_not_used_again(String answer) throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send(answer);
            conversation.awaitEnd();
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertAnswer(client.send(GET), 200, "{}");
            assertAnswer(client.send(GET), 200, "{}");

            assertThat(neighbour.connections()).isEqualTo(2);
            Eventually.within(ENOUGH).check(() -> assertThat(neighbour.closedByClient()).isEqualTo(2));
        }
    }

    @Test
    void an_interrupted_caller_sends_nothing_and_stays_interrupted() {
        try (var neighbour = new RestStub(); var client = new RestClient(neighbour.url(), ENOUGH)) {
            neighbour.answer(200, "{}");
            assertAnswer(client.send(GET), 200, "{}");

            Thread.currentThread().interrupt();

            assertThat(client.send(POST)).isEqualTo(new NotSent("interrupted", CallOutcome.ABANDONED));
            assertThat(Thread.interrupted()).isTrue();
            assertAnswer(client.send(GET), 200, "{}");
        }
    }

    @Test
    void an_interrupted_caller_stays_interrupted_and_leaves_no_connection() throws Exception {
        var asked = new CountDownLatch(1);
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            asked.countDown();
            conversation.awaitEnd();
        }); var client = new RestClient(neighbour.url(), ENOUGH)) {
            var reply = new AtomicReference<RestReply>();
            var interrupted = new AtomicReference<Boolean>();
            Thread caller = Thread.ofVirtual().start(() -> {
                reply.set(client.send(POST));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            asked.await();

            caller.interrupt();

            assertThat(caller.join(ENOUGH)).isTrue();
            assertThat(reply.get()).isEqualTo(new Unheard("interrupted", CallOutcome.ABANDONED));
            assertThat(interrupted.get()).isTrue();
            Eventually.within(ENOUGH).check(() -> assertThat(neighbour.closedByClient()).isEqualTo(1));
        }
    }

    @Test
    void closing_closes_the_connections() throws IOException {
        try (var neighbour = new WireStub(conversation -> {
            conversation.request();
            conversation.send(OK);
            conversation.awaitEnd();
        })) {
            var client = new RestClient(neighbour.url(), ENOUGH);
            client.send(GET);

            client.close();

            Eventually.within(ENOUGH).check(() -> assertThat(neighbour.closedByClient()).isEqualTo(1));
        }
    }

    @Test
    void https_begins_with_a_handshake_and_sends_nothing_when_it_fails() throws Exception {
        var first = new AtomicReference<Integer>();
        try (var neighbour = new WireStub(conversation -> first.set(conversation.firstByte()));
             var client = new RestClient(URI.create("https://127.0.0.1:" + neighbour.port()), ENOUGH)) {
            assertThat(client.send(POST)).isInstanceOf(NotSent.class);
            assertThat(first.get()).isEqualTo(0x16);
        }
    }

    @Test
    void no_log_level_brings_a_body_or_a_credential_into_the_log() {
        try (var log = new CapturedLog("io.helidon.webclient");
             var neighbour = new RestStub(); var client = new RestClient(neighbour.url(), ENOUGH)) {
            neighbour.answer(200, "answered-secret");
            var call = RestCall.post("/thing", Map.of("Authorization", "Bearer header-secret"), "sent-secret");

            client.send(call);

            String hex = HexFormat.ofDelimiter(" ").formatHex("secret".getBytes(UTF_8));
            assertThat(log.all()).doesNotContain("secret").doesNotContain(hex);
            assertThat(call.toString()).isEqualTo("POST /thing");
        }
    }

    private static void sendWithoutEnd(WireStub.Conversation conversation) throws IOException {
        byte[] much = new byte[64 * 1024];
        while (true) {
            conversation.send(much);
        }
    }

    private static void assertAnswer(RestReply reply, int status, String body) {
        assertThat(reply).isInstanceOfSatisfying(Answered.class, answer -> {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(new String(answer.body(), UTF_8)).isEqualTo(body);
        });
    }

    private static void assertUnheard(String problem, Behaviour behaviour) throws IOException {
        try (var neighbour = new WireStub(behaviour); var client = new RestClient(neighbour.url(), ENOUGH)) {
            assertThat(client.send(POST)).isInstanceOfSatisfying(Unheard.class,
                    reply -> assertThat(reply.problem()).contains(problem));
            assertThat(neighbour.requests()).hasSize(1);
        }
    }
}

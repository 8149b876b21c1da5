package com.movieticket.booking.resilience;

import com.movieticket.booking.resilience.RestReply.NotSent;
import com.movieticket.booking.resilience.RestReply.Unheard;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.WireStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Each call ends in its time, and leaves behind only connections that are fit for the next one. */
class RestClientConnectionsTest extends StubbedRestNeighbour {
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
}

package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.Dialogue.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * While no more can be done most are turned away without being read, as if they had been: nobody can tell from the answer,
 * and whatever is not plain, or may have right of way, is read.
 */
class UnreadRequestsTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000);
    private static final long SEED = Long.getLong("fuzz.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));

    private static final String BOOKING = "{\"query\":\"mutation { create_booking(user_id: \\\"user123\\\", showtime_id: "
            + "\\\"show456\\\", seat_numbers: [\\\"A1\\\"]) { success } }\"}";
    private static final String PAYMENT = "{\"query\":\"mutation { process_payment(booking_id: \\\"b\\\") { success } }\"}";
    private static final String CANCELLATION =
            "{\"query\":\"mutation { cancel_booking(booking_id: \\\"b\\\") { success } }\"}";
    private static final String LENGTH = "Content-Length: " + BOOKING.length();
    /** To be read, this one has to be. */
    private static final String UNUSUAL = "TE: trailers";
    private static final String TRACEPARENT = "traceparent: " + Edge.TRACEPARENT;

    private final Edge edge = new Edge();
    private final List<Dialogue> dialogues = new ArrayList<>();

    @BeforeEach
    void as_many_are_under_way_as_may_be() {
        for (int i = 0; i < Edge.AT_ONCE; i++) {
            edge.shedding.lets(1, false);
        }
    }

    @AfterEach
    void close() throws IOException {
        for (Dialogue dialogue : dialogues) {
            dialogue.close();
        }
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b", "Accept: application/json, text/plain, */*", "Connection: Keep-Alive",
            "Authorization: Bearer nonsense", "X-Forwarded-For: 10.0.0.1"})
    void the_answer_is_that_of_a_request_that_was_read(String header) throws IOException {
        var client = client();
        Reply unread = client.ask(post(BOOKING, TRACEPARENT, header));
        assertThat(edge.observer.seen).containsExactly("shed");
        Reply read = client.ask(post(BOOKING, TRACEPARENT, header, UNUSUAL));
        assertThat(edge.observer.seen).containsExactly("shed", "shed", "create_booking REFUSED");
        assertThat(undated(unread)).isEqualTo(undated(read));
        assertThat(unread.status()).isEqualTo(503);
        assertThat(edge.useCases.orders).isEmpty();
    }

    @Test
    void who_names_no_trace_is_told_none() throws IOException {
        assertThat(client().ask(post(BOOKING)).body()).isEqualTo("{\"errors\":[{\"message\":\"Too much to do just now, "
                + "please retry\",\"extensions\":{\"code\":\"SERVICE_UNAVAILABLE\",\"retryable\":true}}]}");
    }

    @Test
    void the_connection_goes_on() throws IOException {
        var client = client();
        assertThat(client.ask(post(BOOKING)).status()).isEqualTo(503);
        assertThat(client.ask(post(PAYMENT)).status()).as("right of way").isEqualTo(200);
        assertThat(client.ask(post(BOOKING)).status()).isEqualTo(503);
        assertThat(edge.observer.seen).containsExactly("shed", "paying", "process_payment OK", "shed");
    }

    @Test
    void when_a_place_is_free_all_are_read() throws IOException {
        edge.shedding.ended(1);
        assertThat(client().ask(post(BOOKING)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {PAYMENT, CANCELLATION,
            "{\"query\":\"mutation { process_\\u0070ayment(booking_id: \\\"b\\\") { success } }\"}",
            "{\"query\":\"query { a: get_booking(booking_id: \\\"process_payment\\\") { id } }\"}",
            "{\"documentId\":\"sha256:0000000000000000000000000000000000000000000000000000000000000000\"}",
            "{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"00\"}}}"})
    void what_may_have_right_of_way_is_read(String content) throws IOException {
        client().ask(post(content));
        assertThat(edge.observer.seen).isNotEmpty();
        assertThat(oneWasTurnedAwayUnread()).isFalse();
    }

    /** {@code |} ends a line; {@code LENGTH} is that of the booking which follows. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            a chunked one           ; POST /graphql HTTP/1.1|Host: x|JSON|Transfer-Encoding: chunked|LENGTH
            another method          ; PUT /graphql HTTP/1.1|Host: x|JSON|LENGTH
            another target          ; POST /elsewhere HTTP/1.1|Host: x|JSON|LENGTH
            with a query            ; POST /graphql?a=b HTTP/1.1|Host: x|JSON|LENGTH
            an older version        ; POST /graphql HTTP/1.0|Host: x|JSON|LENGTH
            no host                 ; POST /graphql HTTP/1.1|JSON|LENGTH
            two hosts               ; POST /graphql HTTP/1.1|Host: x|Host: x|JSON|LENGTH
            no length               ; POST /graphql HTTP/1.1|Host: x|JSON
            two lengths             ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|LENGTH
            too short a length      ; POST /graphql HTTP/1.1|Host: x|JSON|Content-Length: 4
            too long a length       ; POST /graphql HTTP/1.1|Host: x|JSON|Content-Length: 4000
            a length with a sign    ; POST /graphql HTTP/1.1|Host: x|JSON|Content-Length: +200
            no JSON                 ; POST /graphql HTTP/1.1|Host: x|Content-Type: text/plain|LENGTH
            no type                 ; POST /graphql HTTP/1.1|Host: x|LENGTH
            another answer wanted   ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|Accept: application/graphql-response+json
            from another web page   ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|Origin: https://elsewhere.example
            awaits a word           ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|Expect: 100-continue
            packed                  ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|Content-Encoding: gzip
            the last one            ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|Connection: close
            wants another protocol  ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|Upgrade: h2c
            a name with a space     ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|A : b
            a name that is none     ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|: b
            a line that goes on     ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH| b
            a line that ends early  ; POST /graphql HTTP/1.1|Host: x|JSON|LENGTH|A: b^c""")
    void what_is_not_plain_is_read_or_refused_as_ever(String what, String head) throws IOException {
        var client = client();
        client.say(head.replace("LENGTH", LENGTH).replace("JSON", "Content-Type: application/json").replace("|", "\r\n")
                .replace('^', '\n') + "\r\n\r\n" + BOOKING);
        client.sayNoMore();
        client.all();
        assertThat(oneWasTurnedAwayUnread()).isFalse();
    }

    @Test
    void two_at_once_are_two() throws IOException {
        var client = client();
        client.say(post(BOOKING) + post(PAYMENT));
        assertThat(client.hear().status()).isEqualTo(503);
        assertThat(client.hear().status()).isEqualTo(200);
    }

    /** Nothing that the framework would refuse, or take for none or for two, is taken for one that is turned away. */
    @Test
    void whatever_comes_ends_where_the_framework_says_it_does() throws IOException {
        int unread = 0;
        try (var atEase = new Edge()) {
            for (long seed = SEED; seed < SEED + INPUTS; seed++) {
                String input = mutated(post(BOOKING, TRACEPARENT, "Accept: */*"), new SplittableRandom(seed));
                edge.observer.seen.clear();
                List<Reply> replies = replies(edge, input);
                if (oneWasTurnedAwayUnread()) {
                    unread++;
                    assertThat(replies).as("-Dfuzz.inputs=1 -Dfuzz.seed=" + seed).hasSize(1);
                    assertThat(replies(atEase, input)).as("-Dfuzz.inputs=1 -Dfuzz.seed=" + seed).singleElement()
                            .matches(reply -> reply.headers().get("connection").equals("keep-alive")
                                    && reply.headers().get("content-type").startsWith("application/json"));
                }
            }
        }
        System.out.printf("UnreadRequestsTest: %,d inputs from seed %d, %,d of them turned away unread%n", INPUTS, SEED, unread);
        assertThat(unread).isPositive();
    }

    /** Between the two a second may have begun. */
    private static Reply undated(Reply reply) {
        var headers = new TreeMap<>(reply.headers());
        DateTimeFormatter.RFC_1123_DATE_TIME.parse(headers.remove("date"));
        return new Reply(reply.status(), headers, reply.body());
    }

    /** One that was read has ended, too. */
    private boolean oneWasTurnedAwayUnread() {
        return List.copyOf(edge.observer.seen).equals(List.of("shed"));
    }

    private static String mutated(String request, SplittableRandom random) {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            bytes = Mutation.values()[random.nextInt(Mutation.values().length)].of(bytes, bytes, random);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<Reply> replies(Edge edge, String input) throws IOException {
        try (var dialogue = new Dialogue(edge.port())) {
            dialogue.say(input);
            dialogue.sayNoMore();
            return dialogue.all();
        }
    }

    private Dialogue client() throws IOException {
        var client = new Dialogue(edge.port());
        dialogues.add(client);
        return client;
    }

    private static String post(String content, String... headers) {
        return "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + content.length()
                + "\r\n" + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n" + content;
    }
}

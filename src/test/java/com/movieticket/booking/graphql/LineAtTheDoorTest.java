package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.Dialogue.Reply;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.web.Capacity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Over a real connection, a request that nobody has read yet waits for its turn, and then is like any other. */
class LineAtTheDoorTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String BOOKING = "{\"query\":\"mutation { create_booking(user_id: \\\"user123\\\", showtime_id: "
            + "\\\"show456\\\", seat_numbers: [\\\"A1\\\"]) { success } }\"}";
    private static final String NONSENSE = "{\"query\":\"mutation { create_booking\"}";
    private static final String PAYMENT = "{\"query\":\"mutation { process_payment(booking_id: \\\"b\\\") { success } }\"}";

    private final WaitingLine line = new WaitingLine(Duration.ofMinutes(1), 100, 100_000);
    private Edge edge = new Edge(line);
    private final List<Dialogue> dialogues = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Dialogue dialogue : dialogues) {
            dialogue.close();
        }
        edge.close();
    }

    @Test
    void who_waits_is_served_when_his_turn_comes_in_the_order_of_coming() throws IOException {
        fill();
        var first = lineUp(BOOKING, 1);
        var second = lineUp(BOOKING, 2);
        assertThat(edge.useCases.orders).isEmpty();
        edge.shedding.ended(1);
        assertThat(first.hear().status()).isEqualTo(200);
        assertThat(second.hear().body()).as("the first one's place").isEqualTo("{\"data\":{\"create_booking\":{\"success\":true}}}");
        assertThat(edge.observer.seen).doesNotContain("shed");
        assertThat(edge.useCases.orders).hasSize(2);
    }

    @Test
    void who_has_gone_meanwhile_is_not_served_and_the_next_one_is() throws IOException {
        fill();
        var gone = lineUp(BOOKING, 1);
        var second = lineUp(BOOKING, 2);
        gone.close();
        edge.shedding.ended(1);
        assertThat(second.hear().status()).isEqualTo(200);
        assertThat(edge.useCases.orders).hasSize(1);
    }

    @Test
    void what_is_refused_when_it_is_read_makes_room_for_the_next_one() throws IOException {
        fill();
        var nonsense = lineUp(NONSENSE, 1);
        var second = lineUp(BOOKING, 2);
        edge.shedding.ended(1);
        assertThat(nonsense.hear().body()).startsWith("{\"errors\":");
        assertThat(second.hear().status()).isEqualTo(200);
        assertThat(edge.shedding.isBusy()).isFalse();
    }

    @Test
    void what_comes_behind_it_is_read_behind_it() throws IOException {
        fill();
        var client = lineUp(BOOKING, 1);
        client.say(post(PAYMENT));
        edge.shedding.ended(1);
        assertThat(client.hear().body()).contains("create_booking");
        assertThat(client.hear().body()).contains("process_payment");
        assertThat(client.ask(post(BOOKING)).body()).contains("create_booking");
    }

    @Test
    void a_request_whose_content_comes_behind_its_head_waits_as_well() throws IOException {
        fill();
        var client = client();
        String request = post(BOOKING);
        int head = request.indexOf("{");
        client.say(request.substring(0, head));
        client.say(request.substring(head));
        Eventually.within(SOON).check(() -> assertThat(edge.shedding.inLine()).isEqualTo(1));
        edge.shedding.ended(1);
        assertThat(client.hear().status()).isEqualTo(200);
    }

    @Test
    void reads_pass_the_line() throws IOException {
        fill();
        lineUp(BOOKING, 1);
        assertThat(client().ask(post("{\"query\":\"{ get_booking(booking_id: \\\"b\\\") { id } }\"}")).status()).isEqualTo(200);
    }

    @Test
    void payments_pass_the_line() throws IOException {
        fill();
        lineUp(BOOKING, 1);
        assertThat(client().ask(post(PAYMENT)).status()).isEqualTo(200);
    }

    @Test
    void who_has_waited_for_too_long_is_told_to_come_again() throws IOException {
        edge.close();
        edge = new Edge(new WaitingLine(Duration.ofMillis(1), 100, 100_000));
        fill();
        var client = client();
        Reply reply = client.ask(post(BOOKING));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("retry-after", "1").containsEntry("connection", "keep-alive");
        assertThat(edge.observer.seen).containsExactly("shed");
        edge.shedding.ended(1);
        assertThat(client.ask(post(BOOKING)).status()).isEqualTo(200);
    }

    @Test
    void when_the_service_stops_all_who_wait_are_told_to_come_again() throws IOException {
        fill();
        var client = lineUp(BOOKING, 1);
        edge.close();
        assertThat(client.hear().status()).isEqualTo(503);
        assertThatExceptionOfType(IOException.class).isThrownBy(client::hear)
                .isInstanceOfAny(EOFException.class, SocketException.class);
        assertThat(edge.useCases.orders).isEmpty();
    }

    @Test
    void of_many_connections_only_some_stay_when_they_have_served() throws IOException {
        edge.close();
        edge = new Edge(new Capacity(100, 2, 100, 0));
        for (String connection : List.of("keep-alive", "keep-alive", "close")) {
            Reply reply = client().ask(post(BOOKING));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsEntry("connection", connection);
        }
        assertThat(dialogues.getFirst().ask(post(BOOKING)).headers()).containsEntry("connection", "keep-alive");
        assertThatExceptionOfType(EOFException.class).isThrownBy(dialogues.getLast()::hear);
        dialogues.getFirst().close();
        Eventually.within(SOON).check(() -> assertThat(kept()).as("in the place of one who went").isEqualTo("keep-alive"));
    }

    private String kept() {
        try {
            return client().ask(post(BOOKING)).headers().get("connection");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() {
        while (!edge.shedding.isBusy()) {
            edge.shedding.lets(1, false);
        }
    }

    /** A client whose request is the so-manieth in the line. */
    private Dialogue lineUp(String content, int place) throws IOException {
        var client = client();
        client.say(post(content));
        Eventually.within(SOON).check(() -> assertThat(edge.shedding.inLine()).isEqualTo(place));
        return client;
    }

    private Dialogue client() throws IOException {
        var client = new Dialogue(edge.port());
        dialogues.add(client);
        return client;
    }

    private static String post(String content) {
        return "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + content.length()
                + "\r\n\r\n" + content;
    }
}

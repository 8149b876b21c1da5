package com.movieticket.booking.observe;

import com.movieticket.booking.frontdoor.Answer;
import com.movieticket.booking.frontdoor.Audience;
import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.testing.Eventually;
import com.mongodb.reactivestreams.client.MongoClients;
import io.helidon.json.JsonObject;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of a whole day: each booking's story can be read in it by the booking's id, and no secret. */
class LogStoryIT {
    private static final String CARD = "4242424242424242";
    private static final String DECLINED = "4000000000009995";
    private static final String CVV = "cvv-93571";
    private static final String TOKEN = "Bearer planted-token-Zx81";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PASSWORD = "admin123";
    private static final String MAIL = "[\\w.]+@\\w+\\.\\w+";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final List<String> ANSWERS = new ArrayList<>();
    private static JsonLog log;
    private static House house;
    private static Audience audience;
    private static String refunded;
    private static String expired;

    @BeforeAll
    static void a_day() throws Exception {
        log = new JsonLog(Level.FINER);
        house = House.open(Map.of("SEAT_LOCK_SECONDS", "6"));
        audience = Audience.at(house.neighbourhood().standIn(Neighbour.RABBITMQ).orElseThrow().url());
        refunded = id(ask(House.creation("user123", "show456", List.of("A1"))));
        ask(payment(refunded, DECLINED));
        ask(payment(refunded, CARD));
        ask(House.cancellation(refunded));
        eventually(refunded, "refunded");
        String unknown = id(ask(House.creation("user123", "show456", List.of("A2"))));
        ask(payment(unknown, "4000000000000119"));
        eventually(unknown, "confirmed");
        expired = id(ask(House.creation("user123", "show456", List.of("A3"))));
        eventually(expired, "cancelled");
        hostile().forEach(LogStoryIT::ask);
    }

    @AfterAll
    static void close() throws Exception {
        audience.close();
        house.close();
        log.close();
    }

    /** What holds a card where none belongs, and what would like to be a line of its own. */
    private static Stream<String> hostile() {
        return Stream.of(
                "mutation { process_payment(booking_id: \"b\", card_details: " + CARD + ") { success } }",
                "mutation { process_payment(booking_id: \"b\", card_details: \"" + CARD + "\") { success } }",
                "mutation { process_payment(booking_id: \"b\", card_number: \"" + CARD + "\") { success } }",
                "mutation { process_payment(booking_id: \"b\", card_details: \"{" + CARD + " \") { success ",
                "{ get_user_bookings(user_id: \"user123\", limit: " + CARD + ") { id } }",
                "{ get_booking(booking_id: \"x\\n{\\\"level\\\":\\\"ERROR\\\"}\") { id } }",
                House.creation("user123'; ${jndi:ldap://127.0.0.1/a} {0}", "show456", List.of("B1")));
    }

    @Test
    void a_booking_s_story_can_be_read_by_its_id_alone() {
        Eventually.within(SOON).check(() -> assertThat(story(refunded)).anyMatch(line -> line.contains("booking.refunded")));
        String booking = "Booking " + refunded + " ";
        assertThat(story(refunded)).filteredOn(line -> line.startsWith(booking))
                .extracting(line -> line.substring(booking.length())).containsExactly(
                        "is created, and waits for payment (version 1)",
                        "is being charged (version 2)",
                        "is declined, and waits for payment again (version 3)",
                        "is being charged (version 4)",
                        "is charged: its seats are to be confirmed (version 5)",
                        "is confirmed (version 6)",
                        "is cancelled by its user, and to be refunded (version 7)",
                        "is cancelled by its user, and to be refunded (version 8)",
                        "is refunded (version 9)");
        assertThat(story(refunded)).filteredOn(line -> line.startsWith("Event "))
                .extracting(line -> line.substring(line.indexOf(", ") + 2)).containsExactly(
                        "booking.pending_payment: confirmed", "booking.confirmed: confirmed",
                        "booking.cancelled: confirmed", "booking.refunded: confirmed");
        assertThat(story(expired)).anyMatch(line -> line.contains("is cancelled: it has expired"));
    }

    @Test
    void each_line_of_a_booking_says_whose_it_is_and_what_is_done_in_which_trace() {
        List<JsonObject> lines = log.lines()
                .filter(line -> line.stringValue("booking_id").equals(Optional.of(refunded))).toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.stringValue("operation")).isPresent();
            assertThat(line.stringValue("trace_id").orElseThrow()).matches("[0-9a-f]{32}");
        });
        assertThat(lines).filteredOn(line -> JsonLog.message(line).startsWith("Booking ")).allSatisfy(line ->
                assertThat(line.stringValue("user_id")).contains("user123"));
        assertThat(lines).filteredOn(line -> line.stringValue("trace_id").equals(Optional.of(TRACE)))
                .extracting(line -> line.stringValue("operation").orElseThrow())
                .contains("create_booking", "process_payment", "cancel_booking", "outbox");
        assertThat(lines).extracting(line -> line.stringValue("operation").orElseThrow()).contains("refund");
    }

    @Test
    void each_call_to_others_is_there_with_its_outcome_and_its_time() {
        for (String call : List.of("charge to payment: refused", "charge to payment: ok", "lock to cinema: ok",
                "confirm to cinema: ok", "update to mongodb: ok", "publish to rabbitmq: ok")) {
            assertThat(log.lines()).filteredOn(line -> line.stringValue("booking_id").equals(Optional.of(refunded)))
                    .anyMatch(line -> JsonLog.message(line).matches("Call " + call + " after \\d+ ms"));
        }
    }

    @Test
    void there_is_no_secret_in_it() throws Exception {
        assertThat(log.text()).as("log").doesNotContain(CARD, DECLINED, CVV, "planted-token", PASSWORD)
                .doesNotContainPattern(MAIL);
        assertThat(ANSWERS).allSatisfy(answer -> assertThat(answer)
                .doesNotContain(CARD, DECLINED, CVV, "planted-token", PASSWORD).doesNotContainPattern(MAIL));
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(HttpRequest.newBuilder(house.url("/metrics")).build(), BodyHandlers.ofString()).body())
                    .as("metrics").isNotEmpty().doesNotContain(CARD, DECLINED, CVV, "planted", PASSWORD, refunded, "user123")
                    .doesNotContainPattern(MAIL);
        }
    }

    /** Events are what the outbox and the audit trail hold: the mail address is what they are for, under one name. */
    @Test
    void there_is_no_secret_in_the_store() {
        try (var client = MongoClients.create(house.neighbourhood().standIn(Neighbour.MONGODB).orElseThrow().url())) {
            for (String collection : List.of("bookings", "booking_events")) {
                List<Document> stored = Flux.from(client.getDatabase("movie_booking").getCollection(collection).find())
                        .collectList().blockOptional().orElseThrow();
                assertThat(stored).as(collection).isNotEmpty().allSatisfy(document -> assertThat(
                        document.toJson().replaceAll("\"user_email\": \"[^\"]+\"", ""))
                        .doesNotContain(CARD, DECLINED, CVV, "planted-token", PASSWORD).doesNotContainPattern(MAIL));
            }
        }
    }

    private static String payment(String booking, String card) {
        return House.payment(booking, card + "\",\"cvv\":\"" + CVV);
    }

    private static String ask(String document) {
        String answer = house.asking(document, "Authorization", TOKEN, "traceparent",
                "00-" + TRACE + "-b7ad6b7169203331-01").join().body();
        ANSWERS.add(answer);
        return answer;
    }

    private static String id(String answer) {
        return Answer.of(answer).text("data.create_booking.booking.id");
    }

    private static void eventually(String booking, String status) {
        Eventually.within(SOON).every(Duration.ofMillis(200)).check(() ->
                assertThat(ask("{ get_booking(booking_id: \"" + booking + "\") { status } }")).contains("\"" + status + "\""));
    }

    private static List<String> story(String booking) {
        return log.lines().filter(line -> line.stringValue("level").equals(Optional.of("INFO")))
                .filter(line -> line.stringValue("booking_id").equals(Optional.of(booking)))
                .map(JsonLog::message).toList();
    }
}

package com.movieticket.booking.frontdoor;

import com.movieticket.booking.booking.IdempotencyKey;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.sandbox.CinemaStandIn;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.sandbox.PaymentStandIn;
import com.movieticket.booking.testing.Eventually;
import com.mongodb.reactivestreams.client.MongoClients;
import io.helidon.http.Status;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every counter counts what has happened, once, and nothing else. Counters are the process's: so whatever happens is
 * told apart by what has been counted before.
 */
class MetricsIT {
    private static final String CARD = "4242424242424242";
    /** Nothing is tried again, so that each call is one. */
    private static final Map<String, String> PLAIN = Map.of("USERS_TIMEOUT", "5s", "CINEMA_TIMEOUT", "5s",
            "PAYMENTS_TIMEOUT", "5s", "CALLS_RETRIES", "0");
    private static final Duration SOON = Duration.ofSeconds(20);
    /** What is counted for clients; what the sweepers ask of the store goes by the clock. */
    private static final Predicate<String> COUNTED = Pattern.compile("""
            (bookings|payments?|booking_events)_\\w*total.*\
            |requests_(shed|rate_limited)_total.*\
            |graphql_request_seconds_count.*\
            |dependency_call_seconds_count.*service="(user|cinema|payment|rabbitmq)".*\
            |dependency_call_seconds_count.*operation="(insert|list|published)".*""").asMatchPredicate();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static House house;
    private static Audience audience;
    private final Map<String, Integer> expected = new TreeMap<>();

    @BeforeAll
    static void open() throws Exception {
        house = House.open(PLAIN);
        audience = listening(house);
    }

    @AfterAll
    static void close() throws Exception {
        audience.close();
        house.close();
        CLIENT.close();
    }

    @Test
    void whatever_becomes_of_a_booking_is_counted_once() {
        MetricsText before = metrics(house);
        String id = house.create("user123", "show456", "A1").text("data.create_booking.booking.id");
        created();
        house.create("test_user_123", "show456", "A1");
        attempt("seats_unavailable", "refused");
        calls("user", "find", "ok");
        calls("cinema", "details", "ok");
        calls("cinema", "lock", "ok"); // it answers, and that is what is counted here
        house.create("nobody", "show456", "A2");
        attempt("user_not_found", "refused");
        calls("user", "find", "refused");
        calls("cinema", "details", "ok");
        house.create("user123", "nowhere", "A2");
        attempt("showtime_not_found", "refused");
        calls("user", "find", "ok");
        calls("cinema", "details", "refused");
        house.create("user123", "show456");
        attempt("invalid", "refused");
        house.neighbourhood().cinema().conduct().refuse(CinemaStandIn.Call.LOCK, io.grpc.Status.UNAVAILABLE);
        house.create("user123", "show456", "A3");
        house.neighbourhood().cinema().conduct().recover();
        attempt("unavailable", "error");
        calls("user", "find", "ok");
        calls("cinema", "details", "ok");
        calls("cinema", "lock", "error");

        house.pay(id, "4000000000009995");
        pays("declined", "refused");
        calls("payment", "charge", "refused");
        paid(id);
        house.pay(id, CARD);
        payment("not_payable", "refused");
        house.pay("nothing", CARD);
        payment("not_payable", "refused");
        house.ask("mutation { process_payment(booking_id: \"b\", payment_method: \"cash\") { success } }");
        request("process_payment", "refused");

        house.cancel(id);
        request("cancel_booking", "ok");
        cancelledAndRefunded();
        eventually(id, "refunded");
        assertCounted(before);
    }

    @Test
    void what_nobody_hears_of_is_counted_as_what_clients_are_told() {
        MetricsText before = metrics(house);
        var payments = house.neighbourhood().payments().conduct();
        String unknown = house.booked();
        created();
        house.pay(unknown, "4000000000000119");
        pays("unknown", "refused");
        calls("payment", "charge", "error");
        eventually(unknown, "confirmed");
        calls("payment", "look_up", "ok");
        calls("cinema", "confirm", "ok");
        event("booking.confirmed");

        String busy = house.booked();
        created();
        payments.hold(PaymentStandIn.Call.PROCESS);
        var first = house.asking(House.payment(busy, CARD));
        Eventually.within(SOON).check(() -> assertThat(payments.held(PaymentStandIn.Call.PROCESS)).isEqualTo(1));
        house.pay(busy, CARD);
        payment("in_progress", "refused");
        assertThat(metrics(house).value("requests_in_flight")).isEqualTo(1);
        payments.letGo(PaymentStandIn.Call.PROCESS);
        first.join();
        countPaid();

        String turnedAway = house.booked();
        created();
        payments.refuse(PaymentStandIn.Call.PROCESS, Status.TOO_MANY_REQUESTS_429);
        house.pay(turnedAway, CARD);
        payments.recover();
        pays("unavailable", "error");
        calls("payment", "charge", "refused");

        String lost = house.booked("showtime_unconfirmable");
        created();
        payments.refuse(PaymentStandIn.Call.REFUND, Status.UNPROCESSABLE_CONTENT_422);
        int asked = payments.calls(PaymentStandIn.Call.REFUND);
        house.pay(lost, CARD);
        pays("approved", "refused");
        calls("payment", "charge", "ok");
        calls("cinema", "confirm", "ok"); // it answers, and that is what is counted here
        Eventually.within(SOON).check(() ->
                assertThat(payments.calls(PaymentStandIn.Call.REFUND)).isGreaterThan(asked));
        payments.recover();
        eventually(lost, "refunded");
        int refused = payments.calls(PaymentStandIn.Call.REFUND) - asked - 1;
        expect("payment_refunds_total{outcome=\"refused\"}", refused);
        expect(call("payment", "refund", "refused"), refused);
        expect(call("cinema", "release", "ok"), refused);
        refunded();

        String unpaid = house.booked();
        created();
        house.cancel(unpaid);
        request("cancel_booking", "ok");
        cancelled();
        assertCounted(before);
    }

    /** As if somebody had changed documents by hand. */
    @Test
    void errors_of_ours_are_counted_as_such() {
        MetricsText before = metrics(house);
        var key = new IdempotencyKey("a-key");
        damage(key.bookingOf(new UserId("user123")).value());
        damage("damaged");
        house.asking(House.creation("user123", "show456", List.of("C1")), "Idempotency-Key", "a-key").join();
        attempt("error", "error");
        house.pay("damaged", CARD);
        payment("error", "error");
        house.ask("{ get_booking(booking_id: \"damaged\") { id } }");
        request("get_booking", "error");
        house.ask("{ get_user_bookings(user_id: \"nobody\") { id } }");
        request("get_user_bookings", "ok");
        calls("mongodb", "list", "ok");
        house.ask("{ __schema { queryType { name } } }");
        request("introspection", "ok");
        house.ask("query One { ...both } fragment both on Query { __typename a: get_booking(booking_id: \"x\") { id } "
                + "b: get_booking(booking_id: \"y\") { id } }");
        request("get_booking", "ok");
        house.ask("{ get_booking(booking_id: \"x\") { id } get_user_bookings(user_id: \"nobody\") { id } }");
        request("mixed", "ok");
        calls("mongodb", "list", "ok");
        house.ask("{ get_booking(booking_id: ");
        request("invalid", "refused");
        house.ask("{ get_booking { id } }");
        request("invalid", "refused");
        assertCounted(before);
    }

    @Test
    void what_comes_too_late_or_too_often_is_counted() throws Exception {
        try (var strict = House.open(Map.of("SEAT_LOCK_SECONDS", "1", "SWEEPERS_EVERY", "1m",
                "RATE_LIMIT_PER_SECOND", "1", "RATE_LIMIT_BURST", "3")); var _ = listening(strict)) {
            MetricsText before = metrics(strict);
            String id = strict.booked();
            created();
            Eventually.within(SOON).check(() -> assertThat(
                    strict.neighbourhood().cinema().seatMap().seats("show456").values()).allMatch(Optional::isEmpty));
            strict.pay(id, CARD);
            payment("expired", "refused");
            expect("bookings_cancelled_total{reason=\"expired\"}", 1);
            calls("cinema", "release", "ok");
            event("booking.cancelled");
            int status = 200;
            while (status == 200) {
                status = strict.asking("{ __typename }").join().statusCode();
                if (status == 200) {
                    request("introspection", "ok");
                }
            }
            assertThat(status).isEqualTo(429);
            expect("requests_rate_limited_total", 1);
            Eventually.within(SOON).check(() ->
                    assertThat(metrics(strict).grownSince(before, COUNTED)).isEqualTo(expected));
        }
    }

    @Test
    void what_is_unfinished_is_told() {
        double already = metrics(house).value("seat_locks{state=\"active\"}");
        house.booked();
        Eventually.within(Duration.ofSeconds(30)).check(() -> {
            MetricsText now = metrics(house);
            assertThat(now.value("seat_locks{state=\"active\"}")).isGreaterThanOrEqualTo(Double.isNaN(already) ? 1 : already);
            assertThat(now.value("seat_locks{state=\"expired\"}")).isZero();
            assertThat(now.value("refunds_open")).isZero();
            assertThat(now.value("refunds_oldest_seconds")).isZero();
            assertThat(now.value("booking_outbox_events")).isZero();
            assertThat(now.value("booking_outbox_oldest_seconds")).isZero();
        });
        for (String sweeper : List.of("expiry", "resume", "refund", "outbox")) {
            Eventually.within(SOON).check(() -> assertThat(
                    metrics(house).value("sweeper_runs_total{sweeper=\"" + sweeper + "\"}")).isPositive());
        }
    }

    /** A booking is made. */
    private void created() {
        attempt("created", "ok");
        calls("user", "find", "ok");
        calls("cinema", "details", "ok");
        calls("cinema", "lock", "ok");
        calls("mongodb", "insert", "ok");
        event("booking.pending_payment");
    }

    private void attempt(String outcome, String ending) {
        expect("bookings_created_total{outcome=\"" + outcome + "\"}", 1);
        request("create_booking", ending);
    }

    private void payment(String outcome, String ending) {
        expect("payments_total{outcome=\"" + outcome + "\"}", 1);
        request("process_payment", ending);
    }

    /** A payment comes as far as the payment service. */
    private void pays(String outcome, String ending) {
        payment(outcome, ending);
        calls("user", "find", "ok");
        calls("cinema", "details", "ok");
    }

    private void paid(String id) {
        house.pay(id, CARD);
        countPaid();
    }

    private void countPaid() {
        pays("approved", "ok");
        calls("payment", "charge", "ok");
        calls("cinema", "confirm", "ok");
        event("booking.confirmed");
    }

    private void cancelled() {
        expect("bookings_cancelled_total{reason=\"user\"}", 1);
        calls("cinema", "release", "ok");
        event("booking.cancelled");
    }

    private void cancelledAndRefunded() {
        cancelled();
        refunded();
    }

    private void refunded() {
        expect("payment_refunds_total{outcome=\"done\"}", 1);
        calls("cinema", "release", "ok");
        calls("payment", "refund", "ok");
        event("booking.refunded");
    }

    /** Everybody listens in this house. */
    private void event(String type) {
        expect("booking_events_published_total{event_type=\"" + type + "\",outcome=\"confirmed\"}", 1);
        calls("rabbitmq", "publish", "ok");
        calls("mongodb", "published", "ok");
    }

    private void calls(String service, String operation, String outcome) {
        expect(call(service, operation, outcome), 1);
    }

    private static String call(String service, String operation, String outcome) {
        return "dependency_call_seconds_count{operation=\"%s\",outcome=\"%s\",service=\"%s\"}"
                .formatted(operation, outcome, service);
    }

    private void request(String operation, String ending) {
        expect("graphql_request_seconds_count{operation=\"" + operation + "\",outcome=\"" + ending + "\"}", 1);
    }

    private void expect(String series, int times) {
        if (times > 0) {
            expected.merge(series, times, Integer::sum);
        }
    }

    /** It asks on, so its questions count as well. */
    private void eventually(String id, String status) {
        Eventually.within(SOON).every(Duration.ofMillis(200)).check(() -> {
            request("get_booking", "ok");
            assertThat(house.status(id)).isEqualTo(status);
        });
    }

    private void assertCounted(MetricsText before) {
        Eventually.within(SOON).every(Duration.ofMillis(200)).check(() ->
                assertThat(metrics(house).grownSince(before, COUNTED)).isEqualTo(expected));
    }

    private static Audience listening(House house) throws Exception {
        return Audience.at(house.neighbourhood().standIn(Neighbour.RABBITMQ).orElseThrow().url());
    }

    private static void damage(String id) {
        try (var client = MongoClients.create(house.neighbourhood().standIn(Neighbour.MONGODB).orElseThrow().url())) {
            Mono.from(client.getDatabase("movie_booking").getCollection("bookings")
                    .insertOne(new Document("_id", id).append("status", "broken"))).block();
        }
    }

    private static MetricsText metrics(House house) {
        try {
            return MetricsText.of(CLIENT.send(HttpRequest.newBuilder(house.url("/metrics")).build(),
                    BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

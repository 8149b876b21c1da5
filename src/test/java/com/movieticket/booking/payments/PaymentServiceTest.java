package com.movieticket.booking.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.booking.Attempt;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Guards;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.RestStub.Reply;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.CardDetails;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Payments.ChargeAnswer;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Approved;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Declined;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.NotMade;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Unknown;
import com.movieticket.booking.workflow.Payments.ChargeOrder;
import com.movieticket.booking.workflow.Payments.RefundAnswer;
import com.movieticket.booking.workflow.Payments.RefundAnswer.Done;
import com.movieticket.booking.workflow.Payments.RefundAnswer.Refused;
import com.movieticket.booking.workflow.Payments.RefundOrder;
import com.movieticket.booking.workflow.Payments.Transaction;
import com.movieticket.booking.workflow.Payments.Transaction.Standing;
import com.movieticket.booking.workflow.UnavailableException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class PaymentServiceTest {
    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Caller ANN = new Caller(Authority.ANY_USER, Optional.of("Bearer anns-token"), TRACE);
    private static final BookingId BOOKING = new BookingId("b-1");
    private static final String CARD = "4242424242424242";
    private static final ChargeOrder CHARGE = charge(BOOKING,
            "{\"card_number\":\"" + CARD + "\",\"name\":\"A. Secretholder\"}");
    private static final RefundOrder REFUND = new RefundOrder(BOOKING, new UserId("user123"), "txn/1",
            new Money(new BigDecimal("30")), "Seats & \"rows\" gone");

    private static final RestStub NEIGHBOUR = new RestStub();
    private static final PaymentService PAYMENTS = service(NEIGHBOUR.url(), ENOUGH);

    @AfterEach
    void forget() {
        NEIGHBOUR.reset();
    }

    @AfterAll
    static void stop() {
        PAYMENTS.close();
        NEIGHBOUR.close();
    }

    @Nested
    class Charging {
        @Test
        void the_order_is_sent_as_the_contract_has_it() {
            NEIGHBOUR.answer(200, "{\"success\":true,\"transaction_id\":\"txn-1\"}");

            PAYMENTS.charge(CHARGE, ANN);

            var request = NEIGHBOUR.onlyRequest();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/api/payments/process");
            assertThat(request.headers())
                    .containsEntry("idempotency-key", "b-1-3")
                    .containsEntry("traceparent", TRACE)
                    .containsEntry("content-type", "application/json")
                    .doesNotContainKey("authorization");
            assertThat(request.body()).isEqualTo("{\"booking_id\":\"b-1\",\"user_id\":\"user123\",\"amount\":30.00,"
                    + "\"payment_method\":\"credit_card\","
                    + "\"payment_details\":{\"card_number\":\"4242424242424242\",\"name\":\"A. Secretholder\"}}");
        }

        @Test
        void a_payment_without_details_sends_an_empty_object() {
            NEIGHBOUR.answer(200, "{}");
            PAYMENTS.charge(charge(BOOKING, CardDetails.NONE.json()), ANN);
            assertThat(NEIGHBOUR.onlyRequest().body()).endsWith("\"payment_details\":{}}");
        }

        @Test
        void no_text_breaks_out_of_its_place_in_the_body() {
            NEIGHBOUR.answer(200, "{}");
            PAYMENTS.charge(charge(new BookingId("\",\"amount\":0,\"x\":\"é\\"), "{}"), ANN);
            assertThat(NEIGHBOUR.onlyRequest().body())
                    .startsWith("{\"booking_id\":\"\\\",\\\"amount\\\":0,\\\"x\\\":\\\"é\\\\\",\"user_id\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "[]", "4242", "{\"card_number\":\"4242424242424242\"", "{}}",
            "{},\"amount\":0"})
        void details_that_are_no_object_are_never_sent(String details) {
            ChargeAnswer answer = PAYMENTS.charge(charge(BOOKING, details), ANN);

            assertThat(answer).isInstanceOf(NotMade.class).asString().doesNotContain("4242");
            assertThat(NEIGHBOUR.requests()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 202})
        void success_with_a_transaction_is_approved(int status) {
            NEIGHBOUR.answer(status, "{\"success\":true,\"transaction_id\":\"txn-1\",\"status\":\"completed\"}");
            assertThat(PAYMENTS.charge(CHARGE, ANN)).isEqualTo(new Approved("txn-1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"success\":true}", "{\"success\":true,\"transaction_id\":null}",
            "{\"success\":true,\"transaction_id\":\" \"}", "{}", "{\"success\":null}", "{\"success\":\"true\"}",
            "{\"status\":\"success\",\"transaction_id\":\"txn-1\"}", "", "[]", "null", "{\"success\":tr", "<html>"})
        void success_that_is_not_said_in_full_is_unknown(String body) {
            NEIGHBOUR.answer(200, body);
            assertThat(PAYMENTS.charge(CHARGE, ANN)).isInstanceOf(Unknown.class);
        }

        @Test
        void a_status_of_success_does_not_decide() {
            NEIGHBOUR.answer(200, "{\"success\":false,\"transaction_id\":\"txn-1\",\"message\":\"Card declined\"}");
            assertThat(PAYMENTS.charge(CHARGE, ANN)).isEqualTo(new Declined("Card declined"));
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 402, 422})
        void a_refusal_is_declined_with_its_reason(int status) {
            NEIGHBOUR.answer(status, "{\"detail\":\"Insufficient funds\"}");
            assertThat(PAYMENTS.charge(CHARGE, ANN)).isEqualTo(new Declined("Insufficient funds"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "{\"message\":\"one\",\"detail\":\"two\",\"reason\":\"three\"} | one",
            "{\"message\":\"\",\"detail\":\"two\",\"reason\":\"three\"} | two",
            "{\"message\":null,\"detail\":[{\"msg\":\"x\"}],\"reason\":\"three\"} | three",
            "{\"message\":\"Payment failed: Insufficient funds\"} | Insufficient funds",
            "{\"message\":\"payment failed: Payment failed:  Insufficient funds\"} | Insufficient funds",
            "{\"message\":\"Payment failed: \"} | The payment was declined",
            "{\"message\":\"no\\r\\nERROR forged\\u001b[1m\"} | no ERROR forged [1m",
            "{\"message\":\"Card 4242424242424242 declined\"} | Card [hidden] declined",
            "{\"message\":\"Card 4242-4242-4242-4242 declined\"} | Card [hidden] declined",
            "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"x\"}]} | The payment was declined",
            "{\"success\":false} | The payment was declined",
            "<html> | The payment was declined"})
        void the_reason_is_fit_for_users(String body, String reason) {
            NEIGHBOUR.answer(402, body);
            assertThat(PAYMENTS.charge(CHARGE, ANN)).isEqualTo(new Declined(reason));
        }

        @Test
        void a_reason_without_end_is_cut() {
            NEIGHBOUR.answer(402, "{\"message\":\"" + "x".repeat(10_000) + "\"}");
            assertThat(PAYMENTS.charge(CHARGE, ANN)).isEqualTo(new Declined("x".repeat(200)));
        }

        @Test
        void a_card_number_at_the_cut_does_not_slip_through() {
            NEIGHBOUR.answer(402, "{\"message\":\"" + "x".repeat(192) + " " + CARD + "\"}");
            assertThat(PAYMENTS.charge(CHARGE, ANN)).asString().doesNotContain("4242");
        }

        @Test
        void a_refusal_that_speaks_of_success_is_unknown() {
            NEIGHBOUR.answer(400, "{\"success\":true,\"transaction_id\":\"txn-1\"}");
            assertThat(PAYMENTS.charge(CHARGE, ANN)).isInstanceOf(Unknown.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 403, 404, 405})
        void a_charge_turned_away_at_the_door_was_not_made_and_is_our_error(int status) {
            NEIGHBOUR.answer(status, "{\"success\":false}");
            try (var log = new CapturedLog(PaymentService.class.getName())) {
                assertThat(PAYMENTS.charge(CHARGE, ANN)).isInstanceOf(NotMade.class);
                assertThat(log.errors()).singleElement().asString().contains(String.valueOf(status));
            }
        }

        @Test
        void a_charge_too_many_was_not_made_and_is_no_error() {
            NEIGHBOUR.answer(429, "");
            try (var log = new CapturedLog(PaymentService.class.getName())) {
                assertThat(PAYMENTS.charge(CHARGE, ANN)).isInstanceOf(NotMade.class);
                assertThat(log.errors()).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 302, 307, 308, 406, 408, 409, 410, 413, 418, 425, 500, 501, 502, 503, 504, 599})
        void every_other_status_leaves_it_unknown(int status) {
            NEIGHBOUR.answer(status, "{\"success\":true,\"transaction_id\":\"txn-1\"}");
            assertThat(PAYMENTS.charge(CHARGE, ANN)).isInstanceOf(Unknown.class);
            assertThat(NEIGHBOUR.requests()).hasSize(1);
        }

        @Test
        void a_charge_was_not_made_where_nobody_listens_and_that_is_an_error() {
            try (var log = new CapturedLog(PaymentService.class.getName());
                 var nowhere = service(RestStub.nobody(), ENOUGH)) {
                assertThat(nowhere.charge(CHARGE, ANN)).isInstanceOf(NotMade.class);
                assertThat(log.errors()).singleElement().asString()
                        .startsWith("The payment service can't be reached: ").contains("refused");
            }
        }

        @Test
        void a_charge_without_an_answer_is_unknown_in_time() throws Exception {
            try (var silent = new WireStub(conversation -> {
                conversation.request();
                conversation.awaitEnd();
            }); var hurried = service(silent.url(), SHORT)) {
                assertThat(hurried.charge(CHARGE, ANN)).isEqualTo(new Unknown("no answer within 200 ms"));
                Eventually.within(ENOUGH).check(() -> assertThat(silent.closedByClient()).isEqualTo(1));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"success\":true,\"transaction_id\":\"txn-1\"}",
            "HTTP/1.1 402 Payment Required\r\nContent-Length: 99\r\n\r\n{\"message\":\"Card declined\"}"})
        void a_charge_whose_answer_breaks_off_is_unknown_and_never_sent_again(String beginning) throws Exception {
            try (var broken = new WireStub(conversation -> {
                conversation.request();
                conversation.send(beginning);
                conversation.reset();
            }); var service = service(broken.url(), ENOUGH)) {
                assertThat(service.charge(CHARGE, ANN)).isInstanceOf(Unknown.class);
                assertThat(broken.requests()).hasSize(1);
            }
        }

        @Test
        void no_log_holds_the_card_whatever_happens() throws Exception {
            try (var log = new CapturedLog(""); var plain = new WireStub(conversation -> {
                conversation.request();
                for (int status : new int[] {200, 402, 401}) {
                    String body = "{\"success\":false,\"message\":\"" + CARD + "\"}";
                    conversation.send("HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(status, body.length(), body));
                    conversation.request();
                }
                conversation.send(CARD);
            }); var service = service(plain.url(), ENOUGH)) {
                for (int call = 0; call < 4; call++) {
                    assertThat(service.charge(CHARGE, ANN)).asString().doesNotContain(CARD);
                }
                assertThat(plain.requests()).hasSize(4);
                assertThat(log.all()).contains("401")
                        .doesNotContain(CARD).doesNotContain("34 32 34 32 34 32 34 32").doesNotContain("Secretholder");
                assertThat(CHARGE).asString().doesNotContain(CARD).doesNotContain("Secretholder");
            }
        }

        @Test
        void fifty_charges_at_once_each_get_their_own_answer() throws Exception {
            NEIGHBOUR.answer(request -> new Reply(200, "{\"success\":true,\"transaction_id\":\"for-%s\"}"
                    .formatted(request.header("idempotency-key").orElseThrow())));
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = new ArrayList<Future<ChargeAnswer>>();
                for (int i = 0; i < 50; i++) {
                    var order = charge(new BookingId("b" + i), "{}");
                    answers.add(callers.submit(() -> PAYMENTS.charge(order, ANN)));
                }
                for (int i = 0; i < 50; i++) {
                    assertThat(answers.get(i).get()).isEqualTo(new Approved("for-b" + i + "-3"));
                }
            }
        }
    }

    @Nested
    class LookingUp {
        @Test
        void all_transactions_of_the_booking_are_told() {
            NEIGHBOUR.answer(200, """
                    [{"transaction_id": "t1", "booking_id": "b/1", "amount": 30.0, "status": "failed"},
                     {"transaction_id": "t2", "booking_id": "b/1", "status": "pending", "card": {"last": 42}},
                     {"transaction_id": "t3", "status": "success"},
                     {"transaction_id": 4, "booking_id": "b/1", "status": "refunded"}]
                    """);

            assertThat(PAYMENTS.transactions(new BookingId("b/1"), ANN)).containsExactly(
                    new Transaction("t1", Standing.FAILED), new Transaction("t2", Standing.PENDING),
                    new Transaction("t3", Standing.SUCCESS), new Transaction("4", Standing.REFUNDED));

            var request = NEIGHBOUR.onlyRequest();
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/api/payments/booking/b%2F1");
            assertThat(request.headers()).containsEntry("traceparent", TRACE).doesNotContainKey("idempotency-key");
        }

        @Test
        void no_transaction_is_an_empty_list_or_not_found() {
            NEIGHBOUR.answer(200, "[]");
            assertThat(PAYMENTS.transactions(BOOKING, ANN)).isEmpty();
            NEIGHBOUR.answer(404, "{\"detail\":\"none\"}");
            assertThat(PAYMENTS.transactions(BOOKING, ANN)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "null", "[1]", "[{}]", "[", "{\"transactions\":[]}",
            "[{\"transaction_id\":\"t1\",\"status\":\"SUCCESS\"}]",
            "[{\"transaction_id\":\"t1\",\"status\":\"chargeback\"}]", "[{\"transaction_id\":\"t1\"}]",
            "[{\"transaction_id\":\"t1\",\"status\":\"success\"},{\"status\":\"success\"}]",
            "[{\"transaction_id\":\"t1\",\"status\":\"success\",\"booking_id\":\"b-2\"}]"})
        void what_leaves_anything_open_is_no_answer(String body) {
            NEIGHBOUR.answer(200, body);
            assertUnavailable(PAYMENTS);
        }

        @ParameterizedTest
        @ValueSource(ints = {301, 400, 401, 403, 405, 429, 500, 503})
        void any_other_status_is_no_answer(int status) {
            NEIGHBOUR.answer(status, "[]");
            assertUnavailable(PAYMENTS);
        }

        @Test
        void silence_is_no_answer() throws Exception {
            try (var silent = new WireStub(conversation -> {
                conversation.request();
                conversation.awaitEnd();
            }); var hurried = service(silent.url(), SHORT)) {
                assertUnavailable(hurried);
            }
            try (var nowhere = service(RestStub.nobody(), ENOUGH)) {
                assertUnavailable(nowhere);
            }
        }

        private static void assertUnavailable(PaymentService service) {
            assertThatThrownBy(() -> service.transactions(BOOKING, ANN))
                    .isInstanceOfSatisfying(UnavailableException.class,
                            e -> assertThat(e.dependency()).isEqualTo(Dependency.PAYMENT));
        }
    }

    @Nested
    class Refunding {
        @Test
        void the_order_is_sent_as_the_contract_has_it() {
            NEIGHBOUR.answer(200, "{\"success\":true}");

            PAYMENTS.refund(REFUND, ANN);

            var request = NEIGHBOUR.onlyRequest();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/api/payments/refund");
            assertThat(request.headers())
                    .containsEntry("idempotency-key", "b-1-refund")
                    .containsEntry("traceparent", TRACE);
            assertThat(request.body()).isEqualTo("{\"booking_id\":\"b-1\",\"original_transaction_id\":\"txn/1\","
                    + "\"transaction_id\":\"txn/1\",\"amount\":30.00,\"reason\":\"Seats & \\\"rows\\\" gone\","
                    + "\"user_id\":\"user123\"}");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "{\"success\":true,\"refund_transaction_id\":\"r1\",\"refund_id\":\"r2\"} | r1",
            "{\"success\":true,\"refund_id\":\"r2\"} | r2",
            "{\"success\":true,\"refund_transaction_id\":null} | "})
        void success_is_done_with_the_id_that_is_told(String body, String id) {
            NEIGHBOUR.answer(200, body);
            assertThat(PAYMENTS.refund(REFUND, ANN)).isEqualTo(new Done(Optional.ofNullable(id)));
        }

        @Test
        void a_status_of_success_does_not_decide() {
            NEIGHBOUR.answer(200, "{\"success\":false,\"message\":\"Too late\"}");
            assertThat(PAYMENTS.refund(REFUND, ANN)).isEqualTo(new Refused("status 200, Too late"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "200 | {\"success\":false,\"message\":\"Already refunded\"}",
            "400 | {\"message\":\"Transaction already refunded\"}",
            "409 | {\"detail\":\"Payment has ALREADY BEEN REFUNDED\"}",
            "422 | {\"reason\":\"already-refunded\"}",
            "400 | {\"error\":{\"code\":\"ALREADY_REFUNDED\"}}",
            "404 | already refunded",
            "400 | {\"refund_id\":true,\"message\":\"already refunded\"}"})
        void money_given_back_before_is_done(int status, String body) {
            NEIGHBOUR.answer(status, body);
            assertThat(PAYMENTS.refund(REFUND, ANN)).isEqualTo(new Done(Optional.empty()));
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429})
        void any_other_refusal_is_one(int status) {
            NEIGHBOUR.answer(status, "{\"message\":\"Transaction not refundable\"}");
            assertThat(PAYMENTS.refund(REFUND, ANN))
                    .isEqualTo(new Refused("status " + status + ", Transaction not refundable"));
        }

        @ParameterizedTest
        @ValueSource(ints = {302, 308, 500, 502, 503})
        void any_other_status_leaves_it_unknown(int status) {
            NEIGHBOUR.answer(status, "{\"success\":true,\"message\":\"already refunded\"}");
            assertThat(PAYMENTS.refund(REFUND, ANN)).isInstanceOf(RefundAnswer.Unknown.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "null", "{\"success\":\"true\"}", "{\"success\":tr"})
        void success_that_is_not_said_is_unknown(String body) {
            NEIGHBOUR.answer(200, body);
            assertThat(PAYMENTS.refund(REFUND, ANN)).isInstanceOf(RefundAnswer.Unknown.class);
        }

        @Test
        void silence_is_unknown_whether_sent_or_not() throws Exception {
            try (var silent = new WireStub(conversation -> {
                conversation.request();
                conversation.awaitEnd();
            }); var hurried = service(silent.url(), SHORT)) {
                assertThat(hurried.refund(REFUND, ANN)).isInstanceOf(RefundAnswer.Unknown.class);
            }
            try (var nowhere = service(RestStub.nobody(), ENOUGH)) {
                assertThat(nowhere.refund(REFUND, ANN)).isInstanceOf(RefundAnswer.Unknown.class);
            }
        }
    }

    @Test
    void while_the_circuit_is_open_nothing_is_charged_and_whoever_asks_is_told_before() {
        NEIGHBOUR.answer(500, "");
        var settings = settings(NEIGHBOUR.url(), ENOUGH, "/p", "/l/{booking_id}", "/r");
        try (var log = new CapturedLog(PaymentService.class.getName());
             var given = new PaymentService(settings, Guards.touchy(Duration.ofMinutes(1)))) {
            assertThatCode(given::requireReachable).doesNotThrowAnyException();
            assertThat(given.charge(CHARGE, ANN)).isInstanceOf(ChargeAnswer.Unknown.class);

            assertThatThrownBy(given::requireReachable).isInstanceOf(UnavailableException.class)
                    .hasMessage("Payment service: its circuit is open");
            assertThat(given.charge(CHARGE, ANN)).isEqualTo(new ChargeAnswer.NotMade("its circuit is open"));
            assertThat(given.refund(REFUND, ANN)).isInstanceOf(RefundAnswer.Unknown.class);
            assertThat(log.errors()).isEmpty();
        }
        assertThat(NEIGHBOUR.requests()).hasSize(1);
    }

    @Test
    void look_ups_are_asked_again_and_neither_charges_nor_refunds_are() {
        NEIGHBOUR.answer(503, "");
        var settings = settings(NEIGHBOUR.url(), ENOUGH, "/p", "/l/{booking_id}", "/r");
        try (var patient = new PaymentService(settings, Guards.retrying())) {
            assertThatThrownBy(() -> patient.transactions(BOOKING, ANN)).isInstanceOf(UnavailableException.class);
            patient.charge(CHARGE, ANN);
            patient.refund(REFUND, ANN);
        }
        assertThat(NEIGHBOUR.requests()).extracting(RestStub.Request::target)
                .containsExactly("/l/b-1", "/l/b-1", "/l/b-1", "/p", "/r");
    }

    @Test
    void the_payment_service_that_exists_is_reached_by_its_paths() {
        NEIGHBOUR.answer(404, "");
        try (var existing = new PaymentService(settings(NEIGHBOUR.url(), ENOUGH, "/payments",
                "/payments/booking/{booking_id}", "/refunds?transaction_id={transaction_id}&reason={reason}"),
                Guards.idle())) {
            existing.charge(CHARGE, ANN);
            existing.transactions(BOOKING, ANN);
            existing.refund(REFUND, ANN);
        }
        assertThat(NEIGHBOUR.requests()).extracting(RestStub.Request::target).containsExactly("/payments",
                "/payments/booking/b-1", "/refunds?transaction_id=txn%2F1&reason=Seats%20%26%20%22rows%22%20gone");
    }

    @Test
    void a_path_that_asks_for_what_is_not_known_yet_is_refused_at_once() {
        var settings = settings(NEIGHBOUR.url(), ENOUGH, "/p/{transaction_id}", "/l", "/r");
        assertThatThrownBy(() -> new PaymentService(settings, Guards.idle()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payment process path /p/{transaction_id}: {transaction_id} is not known here, only"
                        + " [{booking_id}]");
    }

    private static ChargeOrder charge(BookingId booking, String details) {
        return new ChargeOrder(booking, new UserId("user123"), new Money(new BigDecimal("30")),
                new Attempt(3, PaymentMethod.CREDIT_CARD), new CardDetails(details));
    }

    private static PaymentService service(URI url, Duration timeout) {
        return new PaymentService(settings(url, timeout, "/api/payments/process",
                "/api/payments/booking/{booking_id}", "/api/payments/refund"), Guards.idle());
    }

    private static Settings.Payments settings(URI url, Duration timeout, String process, String lookup,
                                              String refund) {
        return new Settings.Payments(url, process, lookup, refund, timeout, Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }
}

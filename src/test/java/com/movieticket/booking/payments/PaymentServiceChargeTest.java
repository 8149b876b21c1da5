package com.movieticket.booking.payments;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.RestStub.Reply;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.workflow.CardDetails;
import com.movieticket.booking.workflow.Payments.ChargeAnswer;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Approved;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Declined;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.NotMade;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/** A charge is sent once, and what is heard of it, or not heard, is never taken for more than it says. */
class PaymentServiceChargeTest extends StubbedPaymentService {
    @Test
    void the_order_is_sent_as_the_contract_has_it() {
        neighbour.answer(200, "{\"success\":true,\"transaction_id\":\"txn-1\"}");

        payments.charge(CHARGE, ANN);

        var request = neighbour.onlyRequest();
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
        neighbour.answer(200, "{}");
        payments.charge(charge(BOOKING, CardDetails.NONE.json()), ANN);
        assertThat(neighbour.onlyRequest().body()).endsWith("\"payment_details\":{}}");
    }

    @Test
    void no_text_breaks_out_of_its_place_in_the_body() {
        neighbour.answer(200, "{}");
        payments.charge(charge(new BookingId("\",\"amount\":0,\"x\":\"é\\"), "{}"), ANN);
        assertThat(neighbour.onlyRequest().body())
                .startsWith("{\"booking_id\":\"\\\",\\\"amount\\\":0,\\\"x\\\":\\\"é\\\\\",\"user_id\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "4242", "{\"card_number\":\"4242424242424242\"", "{}}",
        "{},\"amount\":0"})
    void details_that_are_no_object_are_never_sent(String details) {
        ChargeAnswer answer = payments.charge(charge(BOOKING, details), ANN);

        assertThat(answer).isInstanceOf(NotMade.class).asString().doesNotContain("4242");
        assertThat(neighbour.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void success_with_a_transaction_is_approved(int status) {
        neighbour.answer(status, "{\"success\":true,\"transaction_id\":\"txn-1\",\"status\":\"completed\"}");
        assertThat(payments.charge(CHARGE, ANN)).isEqualTo(new Approved("txn-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"success\":true}", "{\"success\":true,\"transaction_id\":null}",
        "{\"success\":true,\"transaction_id\":\" \"}", "{}", "{\"success\":null}", "{\"success\":\"true\"}",
        "{\"status\":\"success\",\"transaction_id\":\"txn-1\"}", "", "[]", "null", "{\"success\":tr", "<html>"})
    void success_that_is_not_said_in_full_is_unknown(String body) {
        neighbour.answer(200, body);
        assertThat(payments.charge(CHARGE, ANN)).isInstanceOf(Unknown.class);
    }

    @Test
    void a_status_of_success_does_not_decide() {
        neighbour.answer(200, "{\"success\":false,\"transaction_id\":\"txn-1\",\"message\":\"Card declined\"}");
        assertThat(payments.charge(CHARGE, ANN)).isEqualTo(new Declined("Card declined"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 422})
    void a_refusal_is_declined_with_its_reason(int status) {
        neighbour.answer(status, "{\"detail\":\"Insufficient funds\"}");
        assertThat(payments.charge(CHARGE, ANN)).isEqualTo(new Declined("Insufficient funds"));
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
        neighbour.answer(402, body);
        assertThat(payments.charge(CHARGE, ANN)).isEqualTo(new Declined(reason));
    }

    @Test
    void a_reason_without_end_is_cut() {
        neighbour.answer(402, "{\"message\":\"" + "x".repeat(10_000) + "\"}");
        assertThat(payments.charge(CHARGE, ANN)).isEqualTo(new Declined("x".repeat(200)));
    }

    @Test
    void a_card_number_at_the_cut_does_not_slip_through() {
        neighbour.answer(402, "{\"message\":\"" + "x".repeat(192) + " " + CARD + "\"}");
        assertThat(payments.charge(CHARGE, ANN)).asString().doesNotContain("4242");
    }

    @Test
    void a_refusal_that_speaks_of_success_is_unknown() {
        neighbour.answer(400, "{\"success\":true,\"transaction_id\":\"txn-1\"}");
        assertThat(payments.charge(CHARGE, ANN)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405})
    void a_charge_turned_away_at_the_door_was_not_made_and_is_our_error(int status) {
        neighbour.answer(status, "{\"success\":false}");
        try (var log = new CapturedLog(PaymentService.class.getName())) {
            assertThat(payments.charge(CHARGE, ANN)).isInstanceOf(NotMade.class);
            assertThat(log.errors()).singleElement().asString().contains(String.valueOf(status));
        }
    }

    @Test
    void a_charge_too_many_was_not_made_and_is_no_error() {
        neighbour.answer(429, "");
        try (var log = new CapturedLog(PaymentService.class.getName())) {
            assertThat(payments.charge(CHARGE, ANN)).isInstanceOf(NotMade.class);
            assertThat(log.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 406, 408, 409, 410, 413, 418, 425, 500, 501, 502, 503, 504, 599})
    void every_other_status_leaves_it_unknown(int status) {
        neighbour.answer(status, "{\"success\":true,\"transaction_id\":\"txn-1\"}");
        assertThat(payments.charge(CHARGE, ANN)).isInstanceOf(Unknown.class);
        assertThat(neighbour.requests()).hasSize(1);
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
        neighbour.answer(request -> new Reply(200, "{\"success\":true,\"transaction_id\":\"for-%s\"}"
                .formatted(request.header("idempotency-key").orElseThrow())));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<ChargeAnswer>>();
            for (int i = 0; i < 50; i++) {
                var order = charge(new BookingId("b" + i), "{}");
                answers.add(callers.submit(() -> payments.charge(order, ANN)));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(answers.get(i).get()).isEqualTo(new Approved("for-b" + i + "-3"));
            }
        }
    }
}

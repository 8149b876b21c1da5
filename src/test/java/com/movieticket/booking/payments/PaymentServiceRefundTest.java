package com.movieticket.booking.payments;

import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Unknown;
import com.movieticket.booking.workflow.Payments.RefundAnswer;
import com.movieticket.booking.workflow.Payments.RefundAnswer.Done;
import com.movieticket.booking.workflow.Payments.RefundAnswer.Refused;
import com.movieticket.booking.workflow.Payments.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A refund is done when the payment service says so, and only then. */
class PaymentServiceRefundTest extends StubbedPaymentService {
    @Test
    void the_order_is_sent_as_the_contract_has_it() {
        neighbour.answer(200, "{\"success\":true}");

        payments.refund(REFUND, ANN);

        var request = neighbour.onlyRequest();
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
        neighbour.answer(200, body);
        assertThat(payments.refund(REFUND, ANN)).isEqualTo(new Done(Optional.ofNullable(id)));
    }

    @Test
    void a_status_of_success_does_not_decide() {
        neighbour.answer(200, "{\"success\":false,\"message\":\"Too late\"}");
        assertThat(payments.refund(REFUND, ANN)).isEqualTo(new Refused("status 200, Too late"));
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
        neighbour.answer(status, body);
        assertThat(payments.refund(REFUND, ANN)).isEqualTo(new Done(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429})
    void any_other_refusal_is_one(int status) {
        neighbour.answer(status, "{\"message\":\"Transaction not refundable\"}");
        assertThat(payments.refund(REFUND, ANN))
                .isEqualTo(new Refused("status " + status + ", Transaction not refundable"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 308, 500, 502, 503})
    void any_other_status_leaves_it_unknown(int status) {
        neighbour.answer(status, "{\"success\":true,\"message\":\"already refunded\"}");
        assertThat(payments.refund(REFUND, ANN)).isInstanceOf(RefundAnswer.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"success\":\"true\"}", "{\"success\":tr"})
    void success_that_is_not_said_is_unknown(String body) {
        neighbour.answer(200, body);
        assertThat(payments.refund(REFUND, ANN)).isInstanceOf(RefundAnswer.Unknown.class);
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

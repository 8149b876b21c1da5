package com.movieticket.booking.payments;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Payments.Transaction;
import com.movieticket.booking.workflow.Payments.Transaction.Standing;
import com.movieticket.booking.workflow.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was charged for a booking is believed only where the whole of the answer can be. */
class PaymentServiceLookUpTest extends StubbedPaymentService {
    @Test
    void all_transactions_of_the_booking_are_told() {
        neighbour.answer(200, """
                [{"transaction_id": "t1", "booking_id": "b/1", "amount": 30.0, "status": "failed"},
                 {"transaction_id": "t2", "booking_id": "b/1", "status": "pending", "card": {"last": 42}},
                 {"transaction_id": "t3", "status": "success"},
                 {"transaction_id": 4, "booking_id": "b/1", "status": "refunded"}]
                """);

        assertThat(payments.transactions(new BookingId("b/1"), ANN)).containsExactly(
                new Transaction("t1", Standing.FAILED), new Transaction("t2", Standing.PENDING),
                new Transaction("t3", Standing.SUCCESS), new Transaction("4", Standing.REFUNDED));

        var request = neighbour.onlyRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/api/payments/booking/b%2F1");
        assertThat(request.headers()).containsEntry("traceparent", TRACE).doesNotContainKey("idempotency-key");
    }

    @Test
    void no_transaction_is_an_empty_list_or_not_found() {
        neighbour.answer(200, "[]");
        assertThat(payments.transactions(BOOKING, ANN)).isEmpty();
        neighbour.answer(404, "{\"detail\":\"none\"}");
        assertThat(payments.transactions(BOOKING, ANN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[1]", "[{}]", "[", "{\"transactions\":[]}",
        "[{\"transaction_id\":\"t1\",\"status\":\"SUCCESS\"}]",
        "[{\"transaction_id\":\"t1\",\"status\":\"chargeback\"}]", "[{\"transaction_id\":\"t1\"}]",
        "[{\"transaction_id\":\"t1\",\"status\":\"success\"},{\"status\":\"success\"}]",
        "[{\"transaction_id\":\"t1\",\"status\":\"success\",\"booking_id\":\"b-2\"}]"})
    void what_leaves_anything_open_is_no_answer(String body) {
        neighbour.answer(200, body);
        assertUnavailable(payments);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 405, 429, 500, 503})
    void any_other_status_is_no_answer(int status) {
        neighbour.answer(status, "[]");
        assertUnavailable(payments);
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

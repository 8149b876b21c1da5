package com.movieticket.booking.payments;

import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.Guards;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.workflow.Payments.ChargeAnswer;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.NotMade;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Unknown;
import com.movieticket.booking.workflow.Payments.RefundAnswer;
import com.movieticket.booking.workflow.UnavailableException;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Calls to the payment service of all kinds: which are tried again, which wait for nothing, and where they go. */
class PaymentServiceTest extends StubbedPaymentService {
    @Test
    void while_the_circuit_is_open_nothing_is_charged_and_whoever_asks_is_told_before() {
        neighbour.answer(500, "");
        var settings = settings(neighbour.url(), ENOUGH, "/p", "/l/{booking_id}", "/r");
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
        assertThat(neighbour.requests()).hasSize(1);
    }

    @Test
    void look_ups_are_asked_again_and_neither_charges_nor_refunds_are() {
        neighbour.answer(503, "");
        var settings = settings(neighbour.url(), ENOUGH, "/p", "/l/{booking_id}", "/r");
        try (var patient = new PaymentService(settings, Guards.retrying())) {
            assertThatThrownBy(() -> patient.transactions(BOOKING, ANN)).isInstanceOf(UnavailableException.class);
            patient.charge(CHARGE, ANN);
            patient.refund(REFUND, ANN);
        }
        assertThat(neighbour.requests()).extracting(RestStub.Request::target)
                .containsExactly("/l/b-1", "/l/b-1", "/l/b-1", "/p", "/r");
    }

    @Test
    void the_payment_service_that_exists_is_reached_by_its_paths() {
        neighbour.answer(404, "");
        try (var existing = new PaymentService(settings(neighbour.url(), ENOUGH, "/payments",
                "/payments/booking/{booking_id}", "/refunds?transaction_id={transaction_id}&reason={reason}"),
                Guards.idle())) {
            existing.charge(CHARGE, ANN);
            existing.transactions(BOOKING, ANN);
            existing.refund(REFUND, ANN);
        }
        assertThat(neighbour.requests()).extracting(RestStub.Request::target).containsExactly("/payments",
                "/payments/booking/b-1", "/refunds?transaction_id=txn%2F1&reason=Seats%20%26%20%22rows%22%20gone");
    }

    @Test
    void a_path_that_asks_for_what_is_not_known_yet_is_refused_at_once() {
        var settings = settings(neighbour.url(), ENOUGH, "/p/{transaction_id}", "/l", "/r");
        assertThatThrownBy(() -> new PaymentService(settings, Guards.idle()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payment process path /p/{transaction_id}: {transaction_id} is not known here, only"
                        + " [{booking_id}]");
    }
}

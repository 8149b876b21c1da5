package com.movieticket.booking.payments;

import com.movieticket.booking.booking.Attempt;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Guards;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.CardDetails;
import com.movieticket.booking.workflow.Payments.ChargeOrder;
import com.movieticket.booking.workflow.Payments.RefundOrder;
import org.junit.jupiter.api.AfterEach;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The payment service, at a neighbour who answers what a test tells it to. */
abstract class StubbedPaymentService {
    static final Duration ENOUGH = Duration.ofSeconds(10);
    static final Duration SHORT = Duration.ofMillis(200);
    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    static final Caller ANN = new Caller(Authority.ANY_USER, Optional.of("Bearer anns-token"), TRACE);
    static final BookingId BOOKING = new BookingId("b-1");
    static final String CARD = "4242424242424242";
    static final ChargeOrder CHARGE = charge(BOOKING,
            "{\"card_number\":\"" + CARD + "\",\"name\":\"A. Secretholder\"}");
    static final RefundOrder REFUND = new RefundOrder(BOOKING, new UserId("user123"), "txn/1",
            new Money(new BigDecimal("30")), "Seats & \"rows\" gone");

    final RestStub neighbour = new RestStub();
    final PaymentService payments = service(neighbour.url(), ENOUGH);

    @AfterEach
    void stop() {
        payments.close();
        neighbour.close();
    }

    static ChargeOrder charge(BookingId booking, String details) {
        return new ChargeOrder(booking, new UserId("user123"), new Money(new BigDecimal("30")),
                new Attempt(3, PaymentMethod.CREDIT_CARD), new CardDetails(details));
    }

    static PaymentService service(URI url, Duration timeout) {
        return new PaymentService(settings(url, timeout, "/api/payments/process",
                "/api/payments/booking/{booking_id}", "/api/payments/refund"), Guards.idle());
    }

    static Settings.Payments settings(URI url, Duration timeout, String process, String lookup, String refund) {
        return new Settings.Payments(url, process, lookup, refund, timeout, Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }
}

package com.movieticket.booking.booking;

import com.movieticket.booking.testing.Sample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import static com.movieticket.booking.testing.Sample.EMAIL;
import static com.movieticket.booking.testing.Sample.HOLD;
import static com.movieticket.booking.testing.Sample.SHOWING;
import static com.movieticket.booking.testing.Sample.T0;
import static com.movieticket.booking.testing.Sample.lease;
import static com.movieticket.booking.testing.Sample.occasion;
import static org.assertj.core.api.Assertions.assertThat;

/** The whole state machine as one table: what comes of everything that can happen, in every state. */
class BookingTransitionsTest {
    private static final Map<String, Supplier<Booking>> STATES = Map.of(
            "AwaitingPayment", Sample::awaitingPayment,
            "Charging", Sample::charging,
            "Unverified", Sample::unverified,
            "Charged", Sample::charged,
            "Confirmed", Sample::confirmed,
            "RefundPending", Sample::refundPending,
            "Refunded", Sample::refunded,
            "Expired", Sample::expired,
            "Cancelled", Sample::cancelledByUser);

    private static final Map<String, BiFunction<Booking, Instant, Transition>> HAPPENINGS = Map.ofEntries(
            Map.entry("pay", (b, now) -> b.startCharging(PaymentMethod.PAYPAL, EMAIL, SHOWING, lease(now), now)),
            Map.entry("approved", (b, now) -> b.chargeApproved("txn_2", lease(now), now)),
            Map.entry("notCharged", (b, now) -> b.notCharged(Optional.of("Card declined"), now)),
            Map.entry("noAnswer", (b, now) -> b.chargeUnverified(lease(now), now)),
            Map.entry("confirmed", (b, now) -> b.seatsConfirmed(occasion(now))),
            Map.entry("confirmLater", (b, now) -> b.confirmationPutOff(lease(now), now)),
            Map.entry("seatsRefused", (b, now) -> b.seatsRefused("gone", lease(now), now)),
            Map.entry("userCancels", (b, now) -> b.cancelledByUser("no time", lease(now), occasion(now))),
            Map.entry("expires", (b, now) -> b.expired(occasion(now))),
            Map.entry("refunded", (b, now) -> b.refunded(Optional.of("refund_2"), occasion(now))),
            Map.entry("refundLater", (b, now) -> b.refundPutOff(lease(now), now)),
            Map.entry("takenOver", (b, now) -> b.takenOver(lease(now), now)));

    @ParameterizedTest(name = "while the seats are held, {1} of {0} gives {2} {3}")
    @CsvSource(textBlock = """
            AwaitingPayment, pay,          Charging,            -
            AwaitingPayment, approved,     OVERTAKEN,           -
            AwaitingPayment, notCharged,   OVERTAKEN,           -
            AwaitingPayment, noAnswer,     OVERTAKEN,           -
            AwaitingPayment, confirmed,    OVERTAKEN,           -
            AwaitingPayment, confirmLater, OVERTAKEN,           -
            AwaitingPayment, seatsRefused, OVERTAKEN,           -
            AwaitingPayment, userCancels,  Cancelled,           booking.cancelled
            AwaitingPayment, expires,      NOT_DUE,             -
            AwaitingPayment, refunded,     OVERTAKEN,           -
            AwaitingPayment, refundLater,  OVERTAKEN,           -
            AwaitingPayment, takenOver,    OVERTAKEN,           -
            Charging,        pay,          PAYMENT_IN_PROGRESS, -
            Charging,        approved,     Charged,             -
            Charging,        notCharged,   AwaitingPayment,     -
            Charging,        noAnswer,     Unverified,          -
            Charging,        confirmed,    OVERTAKEN,           -
            Charging,        confirmLater, OVERTAKEN,           -
            Charging,        seatsRefused, OVERTAKEN,           -
            Charging,        userCancels,  PAYMENT_IN_PROGRESS, -
            Charging,        expires,      OVERTAKEN,           -
            Charging,        refunded,     OVERTAKEN,           -
            Charging,        refundLater,  OVERTAKEN,           -
            Charging,        takenOver,    LEASED,              -
            Unverified,      pay,          PAYMENT_IN_PROGRESS, -
            Unverified,      approved,     Charged,             -
            Unverified,      notCharged,   AwaitingPayment,     -
            Unverified,      noAnswer,     Unverified,          -
            Unverified,      confirmed,    OVERTAKEN,           -
            Unverified,      confirmLater, OVERTAKEN,           -
            Unverified,      seatsRefused, OVERTAKEN,           -
            Unverified,      userCancels,  PAYMENT_IN_PROGRESS, -
            Unverified,      expires,      OVERTAKEN,           -
            Unverified,      refunded,     OVERTAKEN,           -
            Unverified,      refundLater,  OVERTAKEN,           -
            Unverified,      takenOver,    LEASED,              -
            Charged,         pay,          PAYMENT_IN_PROGRESS, -
            Charged,         approved,     OVERTAKEN,           -
            Charged,         notCharged,   OVERTAKEN,           -
            Charged,         noAnswer,     OVERTAKEN,           -
            Charged,         confirmed,    Confirmed,           booking.confirmed
            Charged,         confirmLater, Charged,             -
            Charged,         seatsRefused, RefundPending,       -
            Charged,         userCancels,  PAYMENT_IN_PROGRESS, -
            Charged,         expires,      OVERTAKEN,           -
            Charged,         refunded,     OVERTAKEN,           -
            Charged,         refundLater,  OVERTAKEN,           -
            Charged,         takenOver,    LEASED,              -
            Confirmed,       pay,          NOT_PAYABLE,         -
            Confirmed,       approved,     OVERTAKEN,           -
            Confirmed,       notCharged,   OVERTAKEN,           -
            Confirmed,       noAnswer,     OVERTAKEN,           -
            Confirmed,       confirmed,    OVERTAKEN,           -
            Confirmed,       confirmLater, OVERTAKEN,           -
            Confirmed,       seatsRefused, OVERTAKEN,           -
            Confirmed,       userCancels,  RefundPending,       booking.cancelled
            Confirmed,       expires,      OVERTAKEN,           -
            Confirmed,       refunded,     OVERTAKEN,           -
            Confirmed,       refundLater,  OVERTAKEN,           -
            Confirmed,       takenOver,    OVERTAKEN,           -
            RefundPending,   pay,          NOT_PAYABLE,         -
            RefundPending,   approved,     OVERTAKEN,           -
            RefundPending,   notCharged,   OVERTAKEN,           -
            RefundPending,   noAnswer,     OVERTAKEN,           -
            RefundPending,   confirmed,    OVERTAKEN,           -
            RefundPending,   confirmLater, OVERTAKEN,           -
            RefundPending,   seatsRefused, OVERTAKEN,           -
            RefundPending,   userCancels,  ALREADY_CANCELLED,   -
            RefundPending,   expires,      OVERTAKEN,           -
            RefundPending,   refunded,     Refunded,            booking.refunded
            RefundPending,   refundLater,  RefundPending,       -
            RefundPending,   takenOver,    LEASED,              -
            Refunded,        pay,          NOT_PAYABLE,         -
            Refunded,        approved,     OVERTAKEN,           -
            Refunded,        notCharged,   OVERTAKEN,           -
            Refunded,        noAnswer,     OVERTAKEN,           -
            Refunded,        confirmed,    OVERTAKEN,           -
            Refunded,        confirmLater, OVERTAKEN,           -
            Refunded,        seatsRefused, OVERTAKEN,           -
            Refunded,        userCancels,  ALREADY_CANCELLED,   -
            Refunded,        expires,      OVERTAKEN,           -
            Refunded,        refunded,     OVERTAKEN,           -
            Refunded,        refundLater,  OVERTAKEN,           -
            Refunded,        takenOver,    OVERTAKEN,           -
            Expired,         pay,          EXPIRED,             -
            Expired,         approved,     OVERTAKEN,           -
            Expired,         notCharged,   OVERTAKEN,           -
            Expired,         noAnswer,     OVERTAKEN,           -
            Expired,         confirmed,    OVERTAKEN,           -
            Expired,         confirmLater, OVERTAKEN,           -
            Expired,         seatsRefused, OVERTAKEN,           -
            Expired,         userCancels,  ALREADY_CANCELLED,   -
            Expired,         expires,      OVERTAKEN,           -
            Expired,         refunded,     OVERTAKEN,           -
            Expired,         refundLater,  OVERTAKEN,           -
            Expired,         takenOver,    OVERTAKEN,           -
            Cancelled,       pay,          NOT_PAYABLE,         -
            Cancelled,       approved,     OVERTAKEN,           -
            Cancelled,       notCharged,   OVERTAKEN,           -
            Cancelled,       noAnswer,     OVERTAKEN,           -
            Cancelled,       confirmed,    OVERTAKEN,           -
            Cancelled,       confirmLater, OVERTAKEN,           -
            Cancelled,       seatsRefused, OVERTAKEN,           -
            Cancelled,       userCancels,  ALREADY_CANCELLED,   -
            Cancelled,       expires,      OVERTAKEN,           -
            Cancelled,       refunded,     OVERTAKEN,           -
            Cancelled,       refundLater,  OVERTAKEN,           -
            Cancelled,       takenOver,    OVERTAKEN,           -
            """)
    void while_the_seats_are_held(String state, String happening, String becomes, String event) {
        check(STATES.get(state).get(), HAPPENINGS.get(happening), T0, becomes, event);
    }

    @ParameterizedTest(name = "when lock and lease have run out, {1} of {0} gives {2} {3}")
    @CsvSource(textBlock = """
            AwaitingPayment, pay,          EXPIRED,             -
            AwaitingPayment, expires,      Cancelled,           booking.cancelled
            AwaitingPayment, userCancels,  Cancelled,           booking.cancelled
            AwaitingPayment, takenOver,    OVERTAKEN,           -
            Charging,        takenOver,    Charging,            -
            Charging,        expires,      OVERTAKEN,           -
            Charging,        pay,          PAYMENT_IN_PROGRESS, -
            Charging,        approved,     Charged,             -
            Unverified,      takenOver,    Unverified,          -
            Unverified,      expires,      OVERTAKEN,           -
            Unverified,      pay,          PAYMENT_IN_PROGRESS, -
            Charged,         takenOver,    Charged,             -
            Charged,         expires,      OVERTAKEN,           -
            Charged,         confirmed,    Confirmed,           booking.confirmed
            RefundPending,   takenOver,    RefundPending,       -
            """)
    void when_lock_and_lease_have_run_out(String state, String happening, String becomes, String event) {
        check(STATES.get(state).get(), HAPPENINGS.get(happening), T0.plus(HOLD), becomes, event);
    }

    private static void check(Booking before, BiFunction<Booking, Instant, Transition> happening, Instant now,
                              String becomes, String event) {
        switch (happening.apply(before, now)) {
            case Transition.Refused(var refusal) -> {
                assertThat(refusal.name()).isEqualTo(becomes);
                assertThat(event).isEqualTo("-");
            }
            case Transition.Change(Booking after, var caused) -> {
                assertThat(after.state().getClass().getSimpleName()).isEqualTo(becomes);
                assertThat(after.version()).isEqualTo(before.version() + 1);
                assertThat(after.updatedAt()).isEqualTo(now);
                assertThat(caused.map(BookingEvent::type).orElse("-")).isEqualTo(event);
            }
        }
    }
}

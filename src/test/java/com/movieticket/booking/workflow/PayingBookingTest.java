package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.testing.MemoryBookings.Fault;
import com.movieticket.booking.testing.MemoryNeighbours.Mood;
import com.movieticket.booking.testing.Sample;
import com.movieticket.booking.testing.UseCases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Rules of {@code process_payment}, and of payments that were left behind. */
class PayingBookingTest {
    private static final String TRACE = UseCases.CALLER.traceparent();

    private final UseCases service = new UseCases();
    private BookingId id = Sample.ID;

    @BeforeEach
    void a_booking_waits_for_payment() {
        var created = (Outcome.Created) service.creating.create(
                new CreatingBooking.Order(Sample.USER, Sample.SHOWTIME, Sample.SEATS, Optional.empty()), UseCases.CALLER);
        id = created.booking().id();
    }

    @Test
    void a_paid_booking_is_confirmed_and_told_to_the_world() {
        assertThat(pay()).isEqualTo(new Outcome.Paid(booking()));
        assertThat(booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(service.neighbours.sold(id)).isTrue();
        assertThat(events()).containsExactly("booking.pending_payment", "booking.confirmed");
    }

    @Test
    void what_is_paid_cannot_be_paid_again() {
        pay();
        assertThat(pay()).isEqualTo(new Outcome.NotPayable());
        assertThat(service.neighbours.chargesStanding()).isEqualTo(1);
    }

    @Test
    void somebody_elses_booking_is_neither_charged_nor_cancelled_nor_even_expired() {
        var stranger = new Caller(new Authority.OneUser(new UserId("mallory")), Optional.empty(), TRACE);
        var nobody = new Caller(Authority.NO_USER, Optional.empty(), TRACE);
        for (Caller caller : List.of(stranger, nobody)) {
            assertThat(pay(caller)).isEqualTo(new Outcome.NotAllowed());
            assertThat(cancel(caller)).isEqualTo(new Outcome.NotAllowed());
        }
        service.clock.advance(Sample.HOLD);
        assertThat(pay(stranger)).isEqualTo(new Outcome.NotAllowed());
        assertThat(booking().status()).isEqualTo(BookingStatus.PENDING_PAYMENT);
        assertThat(service.neighbours.chargesStanding()).isZero();
        assertThat(events()).containsExactly("booking.pending_payment");
    }

    @Test
    void the_owner_pays_and_cancels() {
        var owner = new Caller(new Authority.OneUser(Sample.USER), Optional.empty(), TRACE);
        assertThat(pay(owner)).isInstanceOf(Outcome.Paid.class);
        assertThat(cancel(owner)).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void an_unknown_booking_cannot_be_paid() {
        id = new BookingId("nothing");
        assertThat(pay()).isEqualTo(new Outcome.BookingNotFound());
    }

    @Test
    void a_declined_booking_may_be_paid_again_while_its_seats_are_held() {
        service.neighbours.charge = Mood.REFUSING;
        assertThat(pay()).isEqualTo(new Outcome.PaymentDeclined("Insufficient funds"));
        assertThat(booking().status()).isEqualTo(BookingStatus.PENDING_PAYMENT);

        service.neighbours.charge = Mood.WELL;
        assertThat(pay()).isInstanceOf(Outcome.Paid.class);
        assertThat(booking().charge().orElseThrow().transactionId()).isEqualTo("txn_" + id + "-2");
    }

    @Test
    void a_payment_that_comes_too_late_cancels_the_booking_and_frees_the_seats() {
        service.clock.advance(Sample.HOLD);
        assertThat(pay()).isEqualTo(new Outcome.Expired());
        assertThat(booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(service.neighbours.holder("A1")).isEmpty();
        assertThat(pay()).as("asked again").isEqualTo(new Outcome.Expired());
        assertThat(events()).containsExactly("booking.pending_payment", "booking.cancelled");
    }

    @Test
    void nothing_is_claimed_while_no_charge_would_be_sent() {
        service.neighbours.beforeCharge = Mood.UNREACHABLE;
        var before = booking();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::pay)
                .satisfies(e -> assertThat(e.dependency()).isEqualTo(Dependency.PAYMENT));
        assertThat(booking()).isEqualTo(before);

        service.neighbours.beforeCharge = Mood.WELL;
        assertThat(pay()).isInstanceOf(Outcome.Paid.class);
    }

    @Test
    void nothing_is_charged_for_a_user_who_is_gone_or_cannot_be_checked() {
        service.neighbours.user = Mood.UNREACHABLE;
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::pay);
        assertThat(service.neighbours.chargesStanding()).isZero();
        assertThat(booking().status()).isEqualTo(BookingStatus.PENDING_PAYMENT);
    }

    @Test
    void a_cinema_that_cannot_tell_the_title_is_no_obstacle() {
        service.neighbours.showtime = Mood.UNREACHABLE;
        assertThat(pay()).isInstanceOf(Outcome.Paid.class);
        assertThat(service.bookings.published().getLast().showing()).isEqualTo(Sample.SHOWING);
    }

    @Test
    void nothing_is_charged_that_could_not_be_claimed() {
        service.bookings.failNextWrite(Fault.LOST_REQUEST);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::pay);
        assertThat(service.neighbours.chargesStanding()).isZero();
    }

    @Test
    void a_payment_service_that_was_not_reached_leaves_the_booking_payable() {
        service.neighbours.charge = Mood.UNREACHABLE;
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::pay)
                .satisfies(e -> assertThat(e.dependency()).isEqualTo(Dependency.PAYMENT));
        service.neighbours.charge = Mood.WELL;
        assertThat(pay()).isInstanceOf(Outcome.Paid.class);
    }

    @Test
    void paid_but_not_confirmed_is_refunded() {
        service.neighbours.confirm = Mood.REFUSING;
        assertThat(pay()).isEqualTo(new Outcome.SeatsNotConfirmed());
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUND_PENDING);

        service.refunding.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUNDED);
        assertThat(service.neighbours.chargesStanding()).isZero();
        assertThat(service.bookings.published().getLast().details()).isInstanceOfSatisfying(
                BookingEvent.Refunded.class, refunded -> {
                    assertThat(refunded.transactionId()).isEqualTo("txn_" + id + "-1");
                    assertThat(refunded.amount()).isEqualTo(Sample.TOTAL);
                });
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, names = {"UNREACHABLE", "REFUSING", "ANSWER_LOST"})
    void a_refund_is_asked_for_again_until_the_payment_service_agrees(Mood mood) {
        service.neighbours.confirm = Mood.REFUSING;
        pay();
        service.neighbours.refund = mood;
        for (int i = 0; i < 5; i++) {
            service.refunding.sweep();
            service.clock.advance(Duration.ofMinutes(5));
        }
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUND_PENDING);

        service.neighbours.refund = Mood.WELL;
        service.refunding.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUNDED);
        assertThat(service.neighbours.chargesStanding()).isZero();
        assertThat(events()).containsExactly("booking.pending_payment", "booking.refunded");
    }

    @Test
    void a_charge_without_an_answer_is_neither_repeated_nor_forgotten() {
        service.neighbours.charge = Mood.ANSWER_LOST;
        assertThat(pay()).isEqualTo(new Outcome.PaymentUnverified());
        assertThat(pay()).isEqualTo(new Outcome.PaymentInProgress());

        service.clock.advance(Duration.ofSeconds(3));
        service.resuming.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(service.neighbours.chargesStanding()).isEqualTo(1);
    }

    @Test
    void an_unverified_charge_outlives_the_seat_lock() {
        service.neighbours.charge = Mood.ANSWER_LOST;
        pay();
        service.neighbours.lookUp = Mood.UNREACHABLE;
        service.clock.advance(Sample.HOLD);
        service.resuming.sweep();
        assertThat(service.expiring.sweep()).isEqualTo(new Sweep.Swept(0, 0));
        assertThat(service.neighbours.holder("A1")).contains(id);

        service.neighbours.lookUp = Mood.WELL;
        service.clock.advance(Duration.ofMinutes(2));
        service.resuming.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.CONFIRMED);
    }

    @Test
    void a_claim_whose_charge_was_never_made_is_given_up_only_after_the_settle_window() {
        service.bookings.failNextWrite(Fault.LOST_ANSWER);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::pay);
        assertThat(pay()).isEqualTo(new Outcome.PaymentInProgress());

        service.clock.advance(UseCases.SETTLE.minusMillis(1));
        service.resuming.sweep();
        assertThat(pay()).isEqualTo(new Outcome.PaymentInProgress());

        service.clock.advance(UseCases.SETTLE.plusSeconds(1));
        service.resuming.sweep();
        assertThat(pay()).isInstanceOf(Outcome.Paid.class);
        assertThat(service.neighbours.chargesStanding()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, names = {"UNREACHABLE", "ANSWER_LOST"})
    void seats_of_a_paid_booking_are_asked_for_again_until_the_cinema_answers(Mood mood) {
        service.neighbours.confirm = mood;
        assertThat(pay()).isEqualTo(new Outcome.PaymentUnverified());
        service.clock.advance(Duration.ofSeconds(3));
        service.resuming.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.PENDING_PAYMENT);

        service.neighbours.confirm = Mood.WELL;
        service.clock.advance(Duration.ofSeconds(3));
        service.resuming.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(service.neighbours.chargesStanding()).isEqualTo(1);
    }

    @Test
    void a_cancelled_paid_booking_is_refunded() {
        pay();
        assertThat(cancel()).isEqualTo(new Outcome.Cancelled(booking(), true));
        service.refunding.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUNDED);
        assertThat(service.neighbours.chargesStanding()).isZero();
        assertThat(events()).containsExactly("booking.pending_payment", "booking.confirmed", "booking.cancelled",
                "booking.refunded");
    }

    @Test
    void sold_seats_that_the_cinema_was_not_told_of_are_given_back_before_the_money_is() {
        pay();
        service.neighbours.release = Mood.UNREACHABLE;
        cancel();
        service.refunding.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUND_PENDING);
        assertThat(service.neighbours.holder("A1")).contains(id);

        service.neighbours.release = Mood.WELL;
        service.clock.advance(Duration.ofSeconds(2));
        service.refunding.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUNDED);
        assertThat(service.neighbours.holder("A1")).isEmpty();
        assertThat(service.neighbours.chargesStanding()).isZero();
    }

    @Test
    void seats_that_were_sold_although_the_cinema_said_no_are_given_back_too() {
        service.neighbours.confirm = Mood.ANSWER_LOST;
        pay();
        service.neighbours.confirm = Mood.REFUSING;
        service.clock.advance(Sample.LEASE);
        service.resuming.sweep();
        service.refunding.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUNDED);
        assertThat(service.neighbours.sold(id)).isFalse();
    }

    @Test
    void money_does_not_wait_for_a_cinema_that_stays_away() {
        pay();
        service.neighbours.release = Mood.UNREACHABLE;
        cancel();
        for (int i = 0; i < 6; i++) {
            service.refunding.sweep();
            service.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(booking().status()).isEqualTo(BookingStatus.REFUNDED);
        assertThat(service.neighbours.chargesStanding()).isZero();
    }

    @Test
    void cancelling_twice_changes_nothing_more() {
        Outcome first = cancel();
        assertThat(first).isEqualTo(new Outcome.Cancelled(booking(), false));
        assertThat(cancel()).isEqualTo(first);
        assertThat(pay()).isEqualTo(new Outcome.NotPayable());
        assertThat(service.neighbours.holder("A1")).isEmpty();
    }

    @Test
    void a_booking_whose_payment_is_under_way_cannot_be_cancelled() {
        service.neighbours.charge = Mood.ANSWER_LOST;
        pay();
        assertThat(cancel()).isEqualTo(new Outcome.PaymentInProgress());
    }

    @Test
    void a_booking_not_paid_in_time_is_cancelled_without_anybody_asking() {
        service.clock.advance(Sample.HOLD.minusMillis(1));
        service.expiring.sweep();
        assertThat(booking().status()).isEqualTo(BookingStatus.PENDING_PAYMENT);
        service.clock.advance(Duration.ofMillis(1));
        assertThat(service.expiring.sweep()).isEqualTo(new Sweep.Swept(1, 0));
        assertThat(booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(service.neighbours.holder("A1")).isEmpty();
        assertThat(events()).containsExactly("booking.pending_payment", "booking.cancelled");
    }

    private Outcome pay() {
        return pay(UseCases.CALLER);
    }

    private Outcome pay(Caller caller) {
        return service.paying.pay(new PayingBooking.Order(id, PaymentMethod.CREDIT_CARD, CardDetails.NONE), caller);
    }

    private Outcome cancel() {
        return cancel(UseCases.CALLER);
    }

    private Outcome cancel(Caller caller) {
        return service.cancelling.cancel(new CancellingBooking.Order(id, "cancelled by user"), caller);
    }

    private Booking booking() {
        return service.bookings.find(id).orElseThrow();
    }

    private List<String> events() {
        return service.bookings.published().stream().map(BookingEvent::type).toList();
    }
}

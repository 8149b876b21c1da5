package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.booking.IdempotencyKey;
import com.movieticket.booking.booking.InvalidArgumentException;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.testing.MemoryBookings.Fault;
import com.movieticket.booking.testing.MemoryNeighbours.Mood;
import com.movieticket.booking.testing.Sample;
import com.movieticket.booking.testing.UseCases;
import com.movieticket.booking.workflow.CreatingBooking.Order;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Rules of {@code create_booking}. */
class CreatingBookingTest {
    private static final Order ORDER = new Order(Sample.USER, Sample.SHOWTIME, Sample.SEATS, Optional.empty());

    private final UseCases service = new UseCases();

    @Test
    void a_booking_holds_its_seats_for_five_minutes_and_is_told_to_the_world() {
        var outcome = service.creating.create(ORDER, UseCases.CALLER);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Created.class, created -> {
            var booking = created.booking();
            assertThat(booking.status()).isEqualTo(BookingStatus.PENDING_PAYMENT);
            assertThat(booking.total()).hasToString("30.00");
            assertThat(booking.lock().expiresAt()).isEqualTo(Sample.T0.plus(Sample.HOLD));
            assertThat(service.bookings.find(booking.id())).contains(booking);
            assertThat(service.bookings.published()).singleElement().satisfies(event -> {
                assertThat(event.details()).isEqualTo(new BookingEvent.PendingPayment(booking.lock()));
                assertThat(event.userEmail()).isEqualTo(Sample.EMAIL);
                assertThat(event.showing()).isEqualTo(Sample.SHOWING);
                assertThat(event.traceparent()).isEqualTo(UseCases.CALLER.traceparent());
            });
        });
    }

    @Test
    void nobody_books_for_somebody_else() {
        var stranger = new Caller(new Authority.OneUser(new UserId("mallory")), Optional.empty(),
                UseCases.CALLER.traceparent());
        service.neighbours.user = Mood.UNREACHABLE;
        assertThat(service.creating.create(ORDER, stranger)).as("before anybody is asked")
                .isEqualTo(new Outcome.NotAllowed());
        assertThat(service.bookings.all()).isEmpty();
    }

    @Test
    void nothing_is_locked_for_an_unknown_user() {
        var outcome = service.creating.create(new Order(new UserId("nobody"), Sample.SHOWTIME, Sample.SEATS, Optional.empty()),
                UseCases.CALLER);
        assertThat(outcome).isEqualTo(new Outcome.UserNotFound());
        assertThat(service.neighbours.holder("A1")).isEmpty();
    }

    @Test
    void nothing_is_locked_for_an_unknown_showtime() {
        var outcome = service.creating.create(new Order(Sample.USER, new ShowtimeId("never"), Sample.SEATS, Optional.empty()),
                UseCases.CALLER);
        assertThat(outcome).isEqualTo(new Outcome.ShowtimeNotFound());
    }

    @Test
    void taken_seats_are_refused_with_the_cinemas_reason() {
        service.creating.create(ORDER, UseCases.CALLER);
        assertThat(service.creating.create(ORDER, UseCases.CALLER))
                .isEqualTo(new Outcome.SeatsUnavailable("Seats A1, A2 are already booked"));
        assertThat(service.bookings.all()).hasSize(1);
    }

    @Test
    void nothing_is_locked_while_the_user_service_is_away() {
        service.neighbours.user = Mood.UNREACHABLE;
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> service.creating.create(ORDER, UseCases.CALLER))
                .satisfies(e -> assertThat(e.dependency()).isEqualTo(Dependency.USER));
        assertThat(service.neighbours.holder("A1")).isEmpty();
    }

    @Test
    void a_booking_whose_storing_was_not_confirmed_but_is_there_counts() {
        service.bookings.failNextWrite(Fault.LOST_ANSWER);
        assertThat(service.creating.create(ORDER, UseCases.CALLER)).isInstanceOf(Outcome.Created.class);
        assertThat(service.neighbours.holder("A1")).isPresent();
        assertThat(service.bookings.published()).hasSize(1);
    }

    @Test
    void the_same_key_brings_back_the_same_booking() {
        var order = keyed("a-key", Sample.SEATS);
        var first = service.creating.create(order, UseCases.CALLER);
        assertThat(first).isInstanceOf(Outcome.Created.class);
        assertThat(service.creating.create(order, UseCases.CALLER)).isEqualTo(first);
        assertThat(service.bookings.all()).hasSize(1);
        assertThat(service.bookings.published()).hasSize(1);
    }

    @Test
    void the_same_key_for_other_seats_is_refused() {
        service.creating.create(keyed("a-key", Sample.SEATS), UseCases.CALLER);
        assertThatExceptionOfType(InvalidArgumentException.class).isThrownBy(() ->
                        service.creating.create(keyed("a-key", new SeatNumbers(List.of("B1"))), UseCases.CALLER))
                .withMessage("Idempotency-Key was used before, with other arguments");
        assertThat(service.neighbours.holder("B1")).isEmpty();
    }

    @Test
    void a_key_belongs_to_its_user() {
        var key = new IdempotencyKey("a-key");
        assertThat(key.bookingOf(new UserId("ada"))).isEqualTo(key.bookingOf(new UserId("ada")))
                .isNotEqualTo(key.bookingOf(new UserId("bob")));
        assertThat(new IdempotencyKey("c").bookingOf(new UserId("ab")))
                .isNotEqualTo(new IdempotencyKey("bc").bookingOf(new UserId("a")));
    }

    private static Order keyed(String key, SeatNumbers seats) {
        return new Order(Sample.USER, Sample.SHOWTIME, seats, Optional.of(new IdempotencyKey(key)));
    }

    @Test
    void seats_are_given_back_when_the_booking_is_certainly_not_stored() {
        service.bookings.failNextWrite(Fault.REFUSED);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> service.creating.create(ORDER, UseCases.CALLER))
                .satisfies(e -> assertThat(e.dependency()).isEqualTo(Dependency.STORE));
        assertThat(service.neighbours.holder("A1")).isEmpty();
        assertThat(service.bookings.published()).isEmpty();
    }

    /** It may be stored yet, and paid by then: a release that comes late would free sold seats. */
    @Test
    void seats_are_left_to_the_cinemas_timer_when_nobody_knows_whether_the_booking_is_stored() {
        service.bookings.failNextWrite(Fault.LOST_REQUEST);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> service.creating.create(ORDER, UseCases.CALLER));
        assertThat(service.neighbours.holder("A1")).isPresent();
    }
}

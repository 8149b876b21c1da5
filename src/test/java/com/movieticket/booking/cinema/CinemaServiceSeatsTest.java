package com.movieticket.booking.cinema;

import com.movieticket.booking.workflow.Cinema.ConfirmAnswer;
import com.movieticket.booking.workflow.Cinema.LockAnswer;
import com.movieticket.booking.workflow.Cinema.Showtime;
import com.movieticket.cinema.grpc.ConfirmSeatBookingRequest;
import com.movieticket.cinema.grpc.ConfirmSeatBookingResponse;
import com.movieticket.cinema.grpc.LockSeatsRequest;
import com.movieticket.cinema.grpc.LockSeatsResponse;
import com.movieticket.cinema.grpc.ReleaseSeatLockRequest;
import com.movieticket.cinema.grpc.ReleaseSeatLockResponse;
import io.grpc.Status;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Seats are locked, confirmed and released as the cinema answers, and never otherwise. */
class CinemaServiceSeatsTest extends StubbedCinemaService {
    @Nested
    class Locking {
        @Test
        void the_seats_are_ours_for_a_while() {
            neighbour.answer(LockSeatsResponse.newBuilder().setSuccess(true).setLockId("lock_1")
                    .setExpiresAt(1_734_258_600).build());

            assertThat(lock(cinema)).isEqualTo(
                    new LockAnswer.Locked("lock_1", Optional.of(Instant.parse("2024-12-15T10:30:00Z"))));

            assertThat(neighbour.requests()).containsExactly(LockSeatsRequest.newBuilder()
                    .setShowtimeId("show456").addSeatNumbers("A1").addSeatNumbers("A2").setBookingId("b-1")
                    .setLockDurationSeconds(300).build());
            assertThat(neighbour.metadata("traceparent")).containsExactly(TRACE);
        }

        @Test
        void a_deadline_that_is_not_told_is_absent() {
            neighbour.answer(LockSeatsResponse.newBuilder().setSuccess(true).setLockId("lock_1").build());
            assertThat(lock(cinema)).isEqualTo(new LockAnswer.Locked("lock_1", Optional.empty()));
        }

        @Test
        void a_deadline_beyond_every_calendar_is_still_one() {
            neighbour.answer(LockSeatsResponse.newBuilder().setSuccess(true).setLockId("lock_1")
                    .setExpiresAt(Long.MAX_VALUE).build());
            assertThat(lock(cinema)).isEqualTo(
                    new LockAnswer.Locked("lock_1", Optional.of(Instant.parse("9999-12-31T23:59:59Z"))));
        }

        @Test
        void a_lock_without_an_id_is_no_answer() {
            neighbour.answer(LockSeatsResponse.newBuilder().setSuccess(true).build());
            assertUnavailable(() -> lock(cinema));
        }

        @Test
        void taken_seats_come_with_the_cinemas_reason() {
            neighbour.answer(LockSeatsResponse.newBuilder().addFailedSeats("A1").setMessage("A1 is broken").build());
            assertThat(lock(cinema)).isEqualTo(new LockAnswer.Taken("A1 is broken"));
        }

        @Test
        void taken_seats_are_named_where_the_cinema_gives_no_reason() {
            neighbour.answer(LockSeatsResponse.newBuilder().addFailedSeats("A1").addFailedSeats("A2").build());
            assertThat(lock(cinema)).isEqualTo(new LockAnswer.Taken("Seats A1, A2 are already booked"));
        }

        @Test
        void taken_seats_that_nobody_names_are_still_taken() {
            neighbour.answer(LockSeatsResponse.getDefaultInstance());
            assertThat(lock(cinema)).isEqualTo(new LockAnswer.Taken("Seats are not available"));
        }

        @Test
        void there_is_no_such_showtime() {
            fail(Status.NOT_FOUND);
            assertThat(lock(cinema)).isEqualTo(new LockAnswer.NoSuchShowtime());
            fail(Status.INTERNAL.withDescription("Failed: Showtime not found"));
            assertThat(lock(cinema)).isEqualTo(new LockAnswer.NoSuchShowtime());
        }

        @ParameterizedTest
        @EnumSource(value = Status.Code.class, mode = Mode.EXCLUDE, names = {"OK", "NOT_FOUND"})
        void any_other_status_leaves_it_open(Status.Code code) {
            fail(code.toStatus());
            assertUnavailable(() -> lock(cinema));
        }
    }

    @Nested
    class Confirming {
        @Test
        void the_seats_are_sold() {
            neighbour.answer(ConfirmSeatBookingResponse.newBuilder().setSuccess(true).build());

            assertThat(confirm(cinema)).isEqualTo(new ConfirmAnswer.Confirmed());

            assertThat(neighbour.requests()).containsExactly(ConfirmSeatBookingRequest.newBuilder()
                    .setLockId("lock_1").setBookingId("b-1").setUserId("user123").build());
            assertThat(neighbour.metadata("traceparent")).containsExactly(TRACE);
        }

        @Test
        void the_cinema_refuses() {
            neighbour.answer(ConfirmSeatBookingResponse.newBuilder().setMessage("Lock expired").build());
            assertThat(confirm(cinema)).isEqualTo(new ConfirmAnswer.Refused("Lock expired"));
            neighbour.answer(ConfirmSeatBookingResponse.getDefaultInstance());
            assertThat(confirm(cinema)).isEqualTo(new ConfirmAnswer.Refused("no reason given"));
        }

        @ParameterizedTest
        @EnumSource(value = Status.Code.class, names = {"NOT_FOUND", "FAILED_PRECONDITION", "INVALID_ARGUMENT"})
        void the_cinema_refuses_with_a_status_of_its_own(Status.Code code) {
            fail(code.toStatus().withDescription("Lock expired"));
            assertThat(confirm(cinema)).isEqualTo(new ConfirmAnswer.Refused(code + ": Lock expired"));
        }

        @ParameterizedTest
        @EnumSource(value = Status.Code.class, mode = Mode.EXCLUDE,
                names = {"OK", "NOT_FOUND", "FAILED_PRECONDITION", "INVALID_ARGUMENT"})
        void after_any_other_status_the_seats_may_be_sold(Status.Code code) {
            fail(code.toStatus());
            assertUnavailable(() -> confirm(cinema));
        }
    }

    @Nested
    class Releasing {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void an_answer_is_an_answer(boolean success) {
            neighbour.answer(ReleaseSeatLockResponse.newBuilder().setSuccess(success).build());

            cinema.release("lock_1", BOOKING, ANN);

            assertThat(neighbour.requests()).containsExactly(
                    ReleaseSeatLockRequest.newBuilder().setLockId("lock_1").setBookingId("b-1").build());
        }

        @Test
        void what_is_not_locked_needs_no_release() {
            fail(Status.NOT_FOUND);
            assertThatCode(() -> cinema.release("lock_1", BOOKING, ANN)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @EnumSource(value = Status.Code.class, names = {"UNAVAILABLE", "INTERNAL", "UNKNOWN", "DEADLINE_EXCEEDED"})
        void any_other_status_leaves_it_open(Status.Code code) {
            fail(code.toStatus());
            assertUnavailable(() -> cinema.release("lock_1", BOOKING, ANN));
        }
    }
}

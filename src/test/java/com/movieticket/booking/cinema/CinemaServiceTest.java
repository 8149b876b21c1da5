package com.movieticket.booking.cinema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Guards;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.Wire;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Cinema.ConfirmAnswer;
import com.movieticket.booking.workflow.Cinema.LockAnswer;
import com.movieticket.booking.workflow.Cinema.Showtime;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.cinema.grpc.CinemaInfo;
import com.movieticket.cinema.grpc.ConfirmSeatBookingRequest;
import com.movieticket.cinema.grpc.ConfirmSeatBookingResponse;
import com.movieticket.cinema.grpc.LockSeatsRequest;
import com.movieticket.cinema.grpc.LockSeatsResponse;
import com.movieticket.cinema.grpc.MovieInfo;
import com.movieticket.cinema.grpc.ReleaseSeatLockRequest;
import com.movieticket.cinema.grpc.ReleaseSeatLockResponse;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;
import com.movieticket.cinema.grpc.ShowtimeDetailsResponse;
import com.movieticket.cinema.grpc.ShowtimeInfo;

import io.grpc.Status;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

class CinemaServiceTest {
    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Caller ANN = new Caller(Authority.ANY_USER, Optional.of("Bearer anns-token"), TRACE);
    private static final ShowtimeId SHOWTIME = new ShowtimeId("show456");
    private static final BookingId BOOKING = new BookingId("b-1");
    private static final UserId USER = new UserId("user123");
    private static final SeatNumbers SEATS = new SeatNumbers(List.of("A1", "A2"));
    private static final Duration HOLD = Duration.ofMinutes(5);

    private final CinemaStub neighbour = new CinemaStub();
    private final CinemaService cinema = service(neighbour.url(), ENOUGH);

    @AfterEach
    void stop() {
        cinema.close();
        neighbour.close();
    }

    @Nested
    class Asking_for_a_showtime {
        @Test
        void all_that_is_told_arrives() {
            neighbour.answer(ShowtimeDetailsResponse.newBuilder()
                    .setShowtime(ShowtimeInfo.newBuilder().setId("show456").setStartTime(1_734_258_600)
                            .setBasePrice(15.25))
                    .setMovie(MovieInfo.newBuilder().setTitle("Metropolis"))
                    .setCinema(CinemaInfo.newBuilder().setName("Odeon"))
                    .build());

            assertThat(cinema.showtime(SHOWTIME, ANN)).contains(new Showtime(SHOWTIME,
                    new Showing(Optional.of("Metropolis"), Optional.of("Odeon"),
                            Optional.of(Instant.parse("2024-12-15T10:30:00Z"))), 15.25));

            assertThat(neighbour.requests()).containsExactly(
                    ShowtimeDetailsRequest.newBuilder().setShowtimeId("show456").build());
            assertThat(neighbour.metadata("traceparent")).containsExactly(TRACE);
            assertThat(neighbour.metadata("authorization")).containsOnlyNulls();
        }

        @ParameterizedTest
        @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
        void what_is_not_told_is_absent(long start) {
            neighbour.answer(ShowtimeDetailsResponse.newBuilder()
                    .setShowtime(ShowtimeInfo.newBuilder().setStartTime(start))
                    .setMovie(MovieInfo.newBuilder().setTitle(" "))
                    .build());

            assertThat(cinema.showtime(SHOWTIME, ANN)).contains(new Showtime(SHOWTIME, Showing.UNKNOWN, 0));
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.01, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void a_price_that_is_none_is_no_answer(double price) {
            neighbour.answer(ShowtimeDetailsResponse.newBuilder()
                    .setShowtime(ShowtimeInfo.newBuilder().setBasePrice(price)).build());
            assertUnavailable(() -> cinema.showtime(SHOWTIME, ANN));
        }

        @Test
        void a_showtime_without_details_is_no_answer() {
            neighbour.answer(ShowtimeDetailsResponse.getDefaultInstance());
            assertUnavailable(() -> cinema.showtime(SHOWTIME, ANN));
        }

        @Test
        void there_is_none() {
            fail(Status.NOT_FOUND);
            assertThat(cinema.showtime(SHOWTIME, ANN)).isEmpty();
            fail(Status.INTERNAL.withDescription("Error: Showtime not found in database"));
            assertThat(cinema.showtime(SHOWTIME, ANN)).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(value = Status.Code.class, mode = Mode.EXCLUDE, names = {"OK", "NOT_FOUND"})
        void any_other_status_says_nothing_about_it(Status.Code code) {
            fail(code.toStatus().withDescription("no\nforged line"));
            assertThatThrownBy(() -> cinema.showtime(SHOWTIME, ANN))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("Cinema service: " + code + ": no forged line");
        }
    }

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

    @Nested
    class The_channel {
        @Test
        void calls_share_one_connection_even_fifty_at_once() throws Exception {
            var together = new CountDownLatch(50);
            neighbour.answer(request -> {
                together.countDown();
                await(together);
                return LockSeatsResponse.newBuilder().setSuccess(true)
                        .setLockId("lock_" + ((LockSeatsRequest) request).getBookingId()).build();
            });
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = new ArrayList<Future<LockAnswer>>();
                for (int i = 0; i < 50; i++) {
                    var booking = new BookingId("b" + i);
                    answers.add(callers.submit(() -> cinema.lock(SHOWTIME, SEATS, booking, HOLD, ANN)));
                }
                for (int i = 0; i < 50; i++) {
                    assertThat(answers.get(i).get()).isEqualTo(new LockAnswer.Locked("lock_b" + i, Optional.empty()));
                }
            }
            assertThat(neighbour.connections()).isEqualTo(1);
        }

        @Test
        void a_slow_cinema_is_unavailable_in_time_and_the_connection_stays() {
            var confirmed = ConfirmSeatBookingResponse.newBuilder().setSuccess(true).build();
            var release = new CountDownLatch(1);
            try (var hurried = service(neighbour.url(), SHORT)) {
                neighbour.answer(confirmed);
                // Connecting may take longer than a call may.
                Eventually.within(ENOUGH).check(() -> assertThatCode(() -> confirm(hurried))
                        .doesNotThrowAnyException());
                Eventually.within(ENOUGH).check(() -> assertThat(neighbour.connections()).as("ours and another").isEqualTo(2));

                neighbour.answer(_ -> {
                    await(release);
                    return confirmed;
                });
                assertThatThrownBy(() -> confirm(hurried)).hasMessageContaining("DEADLINE_EXCEEDED");

                neighbour.answer(confirmed);
                assertThat(confirm(hurried)).isEqualTo(new ConfirmAnswer.Confirmed());
                assertThat(neighbour.connections()).isEqualTo(2);
            } finally {
                release.countDown();
            }
        }

        @Test
        void a_cinema_that_accepts_and_never_speaks_is_unavailable_in_time() throws Exception {
            try (var mute = new WireStub(conversation -> {
                while (conversation.firstByte() >= 0) {
                    Thread.onSpinWait();
                }
            }); var hurried = service(mute.url(), SHORT)) {
                assertUnavailable(() -> confirm(hurried));
            }
        }

        @Test
        void a_cinema_that_speaks_another_language_is_unavailable() throws Exception {
            try (var foreign = new WireStub(conversation ->
                    conversation.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
                 var service = service(foreign.url(), Duration.ofSeconds(2))) {
                assertUnavailable(() -> confirm(service));
            }
        }

        @Test
        void a_cinema_that_comes_back_is_reached_at_once_however_long_it_was_away() {
            neighbour.answer(ConfirmSeatBookingResponse.newBuilder().setSuccess(true).build());
            confirm(cinema);
            int port = neighbour.port();
            neighbour.close();
            assertUnavailable(() -> confirm(cinema));

            try (var again = new CinemaStub(port)) {
                again.answer(ConfirmSeatBookingResponse.newBuilder().setSuccess(true).build());
                // Left alone, the channel would not try again within 0.8 seconds, and later within minutes.
                Eventually.within(Duration.ofMillis(500)).check(() -> assertThatCode(() -> confirm(cinema))
                        .doesNotThrowAnyException());
            }
        }

        @Test
        void a_connection_that_has_gone_dead_without_a_word_is_left_for_another_by_the_first_probe() throws Exception {
            neighbour.answer(ConfirmSeatBookingResponse.newBuilder().setSuccess(true).build());
            try (var wire = new Wire(neighbour.port());
                 var hurried = new CinemaService(new Settings.Cinema(wire.url(), Duration.ofSeconds(1)),
                         Guards.touchy(Duration.ofMillis(50)))) {
                Eventually.within(ENOUGH).check(() -> assertThatCode(() -> confirm(hurried))
                        .doesNotThrowAnyException());
                wire.die();
                assertThatThrownBy(() -> confirm(hurried)).hasMessageContaining("DEADLINE_EXCEEDED");
                assertUnavailable(() -> confirm(hurried)); // the connection made by this one is dead too

                wire.comeBack();

                // Left alone, the channel would find out by its pings, after 15 seconds.
                Eventually.within(Duration.ofSeconds(5)).check(() -> assertThatCode(() -> confirm(hurried))
                        .doesNotThrowAnyException());
            }
        }

        /** gRPC itself sends calls again that a goodbye has refused; what was written into the closing socket, we do. */
        @Test
        void a_cinema_that_says_goodbye_to_its_connections_loses_no_question() throws Exception {
            try (var restless = new CinemaStub(0, Duration.ofSeconds(1));
                 var service = new CinemaService(new Settings.Cinema(restless.url(), ENOUGH), Guards.retrying());
                 var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                restless.answer(ShowtimeDetailsResponse.newBuilder().setShowtime(ShowtimeInfo.newBuilder()).build());
                var asking = new ArrayList<Future<Integer>>();
                for (int i = 0; i < 8; i++) {
                    asking.add(callers.submit(() -> {
                        int answered = 0;
                        while (restless.connections() < 3) {
                            assertThat(service.showtime(SHOWTIME, ANN)).isPresent();
                            answered++;
                        }
                        return answered;
                    }));
                }
                for (var answered : asking) {
                    assertThat(answered.get(30, TimeUnit.SECONDS)).isPositive();
                }
            }
        }

        @Test
        void an_open_circuit_asks_nobody() {
            try (var given = new CinemaService(new Settings.Cinema(neighbour.url(), ENOUGH),
                    Guards.touchy(Duration.ofMinutes(1)))) {
                fail(Status.UNAVAILABLE);
                assertUnavailable(() -> confirm(given));
                assertThatThrownBy(() -> confirm(given)).hasMessage(
                        "Cinema service: UNAVAILABLE: its circuit is open");
                assertThat(neighbour.requests()).hasSize(1);
            }
        }

        @Test
        void questions_and_releases_are_asked_again_and_nothing_else_is() {
            try (var patient = new CinemaService(new Settings.Cinema(neighbour.url(), ENOUGH), Guards.retrying())) {
                fail(Status.UNAVAILABLE);
                assertUnavailable(() -> patient.showtime(SHOWTIME, ANN));
                assertUnavailable(() -> patient.release("lock_1", BOOKING, ANN));
                assertUnavailable(() -> lock(patient));
                assertUnavailable(() -> confirm(patient));
                assertThat(neighbour.requests().stream().collect(Collectors.groupingBy(Object::getClass,
                        Collectors.counting()))).isEqualTo(Map.of(ShowtimeDetailsRequest.class, 3L,
                        ReleaseSeatLockRequest.class, 3L, LockSeatsRequest.class, 1L,
                        ConfirmSeatBookingRequest.class, 1L));
            }
        }

        @ParameterizedTest
        @EnumSource(value = Status.Code.class, names = {"NOT_FOUND", "FAILED_PRECONDITION"})
        void a_cinema_that_refuses_is_well(Status.Code code) {
            var guard = Guards.touchy(Duration.ofMinutes(1));
            try (var given = new CinemaService(new Settings.Cinema(neighbour.url(), ENOUGH), guard)) {
                fail(code.toStatus());
                given.release("lock_1", BOOKING, ANN);
                fail(Status.INTERNAL.withDescription("Showtime not found"));
                assertThat(lock(given)).isEqualTo(new LockAnswer.NoSuchShowtime());
                assertThat(guard.open()).isFalse();
            }
        }

        @Test
        void an_answer_that_is_too_long_is_none() {
            neighbour.answer(ConfirmSeatBookingResponse.newBuilder().setMessage("x".repeat(100_000)).build());
            assertUnavailable(() -> confirm(cinema));
        }

        @Test
        void an_interrupted_caller_stays_interrupted() throws Exception {
            var asked = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            neighbour.answer(_ -> {
                asked.countDown();
                await(release);
                return ConfirmSeatBookingResponse.getDefaultInstance();
            });
            var interrupted = new AtomicBoolean();
            Thread caller = Thread.ofVirtual().start(() -> {
                assertUnavailable(() -> confirm(cinema));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            asked.await();

            caller.interrupt();

            assertThat(caller.join(ENOUGH)).isTrue();
            assertThat(interrupted).isTrue();
            release.countDown();
        }

        @Test
        void https_begins_with_a_handshake() throws Exception {
            var first = new AtomicInteger();
            try (var neighbour = new WireStub(conversation -> first.set(conversation.firstByte()));
                 var service = service(URI.create("https://127.0.0.1:" + neighbour.port()), ENOUGH)) {
                assertUnavailable(() -> confirm(service));
                assertThat(first).hasValue(0x16);
            }
        }

        @Test
        void after_the_end_there_are_no_calls() {
            cinema.close();
            assertUnavailable(() -> confirm(cinema));
        }
    }

    private void fail(Status status) {
        neighbour.answer(_ -> {
            throw status.asRuntimeException();
        });
    }

    private static LockAnswer lock(CinemaService service) {
        return service.lock(SHOWTIME, SEATS, BOOKING, HOLD, ANN);
    }

    private static ConfirmAnswer confirm(CinemaService service) {
        return service.confirm("lock_1", BOOKING, USER, ANN);
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(UnavailableException.class,
                e -> assertThat(e.dependency()).isEqualTo(Dependency.CINEMA));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CinemaService service(URI url, Duration timeout) {
        return new CinemaService(new Settings.Cinema(url, timeout), Guards.idle());
    }
}

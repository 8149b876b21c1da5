package com.movieticket.booking.cinema;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.Guards;
import com.movieticket.booking.testing.Wire;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.workflow.Cinema.ConfirmAnswer;
import com.movieticket.booking.workflow.Cinema.LockAnswer;
import com.movieticket.booking.workflow.Cinema.Showtime;
import com.movieticket.cinema.grpc.ConfirmSeatBookingRequest;
import com.movieticket.cinema.grpc.ConfirmSeatBookingResponse;
import com.movieticket.cinema.grpc.LockSeatsRequest;
import com.movieticket.cinema.grpc.LockSeatsResponse;
import com.movieticket.cinema.grpc.ReleaseSeatLockRequest;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;
import com.movieticket.cinema.grpc.ShowtimeDetailsResponse;
import com.movieticket.cinema.grpc.ShowtimeInfo;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One connection serves all calls, and whatever becomes of it, a call ends in its time. */
class CinemaServiceChannelTest extends StubbedCinemaService {
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

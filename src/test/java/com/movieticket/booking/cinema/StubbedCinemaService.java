package com.movieticket.booking.cinema;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Guards;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Cinema.ConfirmAnswer;
import com.movieticket.booking.workflow.Cinema.LockAnswer;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;
import io.grpc.Status;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The cinema service, at a neighbour who answers what a test tells it to. */
abstract class StubbedCinemaService {
    static final Duration ENOUGH = Duration.ofSeconds(10);
    static final Duration SHORT = Duration.ofMillis(200);
    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    static final Caller ANN = new Caller(Authority.ANY_USER, Optional.of("Bearer anns-token"), TRACE);
    static final ShowtimeId SHOWTIME = new ShowtimeId("show456");
    static final BookingId BOOKING = new BookingId("b-1");
    static final UserId USER = new UserId("user123");
    static final SeatNumbers SEATS = new SeatNumbers(List.of("A1", "A2"));
    static final Duration HOLD = Duration.ofMinutes(5);

    final CinemaStub neighbour = new CinemaStub();
    final CinemaService cinema = service(neighbour.url(), ENOUGH);

    @AfterEach
    void stop() {
        cinema.close();
        neighbour.close();
    }

    void fail(Status status) {
        neighbour.answer(_ -> {
            throw status.asRuntimeException();
        });
    }

    static LockAnswer lock(CinemaService service) {
        return service.lock(SHOWTIME, SEATS, BOOKING, HOLD, ANN);
    }

    static ConfirmAnswer confirm(CinemaService service) {
        return service.confirm("lock_1", BOOKING, USER, ANN);
    }

    static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(UnavailableException.class,
                e -> assertThat(e.dependency()).isEqualTo(Dependency.CINEMA));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static CinemaService service(URI url, Duration timeout) {
        return new CinemaService(new Settings.Cinema(url, timeout), Guards.idle());
    }
}

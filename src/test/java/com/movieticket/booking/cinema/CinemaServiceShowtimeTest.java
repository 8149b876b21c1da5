package com.movieticket.booking.cinema;

import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.workflow.Cinema.Showtime;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.cinema.grpc.CinemaInfo;
import com.movieticket.cinema.grpc.MovieInfo;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;
import com.movieticket.cinema.grpc.ShowtimeDetailsResponse;
import com.movieticket.cinema.grpc.ShowtimeInfo;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the cinema tells of a showtime is read as the contract has it. */
class CinemaServiceShowtimeTest extends StubbedCinemaService {
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

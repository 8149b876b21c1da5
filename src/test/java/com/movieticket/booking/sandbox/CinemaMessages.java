package com.movieticket.booking.sandbox;

import com.movieticket.booking.sandbox.SeatMap.ConfirmResult;
import com.movieticket.booking.sandbox.SeatMap.Hold;
import com.movieticket.booking.sandbox.SeatMap.LockResult;
import com.movieticket.cinema.grpc.CinemaInfo;
import com.movieticket.cinema.grpc.ConfirmSeatBookingResponse;
import com.movieticket.cinema.grpc.LockSeatsResponse;
import com.movieticket.cinema.grpc.MovieInfo;
import com.movieticket.cinema.grpc.SeatAvailabilityResponse;
import com.movieticket.cinema.grpc.SeatInfo;
import com.movieticket.cinema.grpc.SeatStatus;
import com.movieticket.cinema.grpc.ShowtimeDetailsResponse;
import com.movieticket.cinema.grpc.ShowtimeInfo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the seat map says, as the messages of {@code cinema.proto}. */
final class CinemaMessages {
    private CinemaMessages() {
    }

    static ShowtimeDetailsResponse details(Showtime showtime, int availableSeats) {
        return ShowtimeDetailsResponse.newBuilder()
                .setShowtime(ShowtimeInfo.newBuilder()
                        .setId(showtime.id())
                        .setMovieId("movie_of_" + showtime.id())
                        .setCinemaId("cinema_1")
                        .setStartTime(showtime.start().getEpochSecond())
                        .setEndTime(showtime.start().plus(Showtime.LENGTH).getEpochSecond())
                        .setBasePrice(showtime.price())
                        .setTotalSeats(showtime.seats().size())
                        .setAvailableSeats(availableSeats))
                .setMovie(MovieInfo.newBuilder()
                        .setId("movie_of_" + showtime.id())
                        .setTitle(showtime.movie())
                        .setDurationMinutes((int) Showtime.LENGTH.toMinutes()))
                .setCinema(CinemaInfo.newBuilder()
                        .setId("cinema_1")
                        .setName(showtime.cinema())
                        .setTotalScreens(1))
                .build();
    }

    static LockSeatsResponse locked(LockResult result) {
        var answer = LockSeatsResponse.newBuilder();
        switch (result) {
            // Whole seconds, rounded down: nobody may believe in a lock for longer than it holds.
            case LockResult.Locked(Hold hold) -> answer.setSuccess(true)
                    .setLockId(hold.lockId())
                    .setExpiresAt(hold.until().map(Instant::getEpochSecond).orElseThrow())
                    .setMessage("Seats locked");
            case LockResult.Refused(List<String> seats, String reason) -> answer.setSuccess(false)
                    .addAllFailedSeats(seats)
                    .setMessage(reason);
        }
        return answer.build();
    }

    static ConfirmSeatBookingResponse confirmed(ConfirmResult result) {
        var answer = ConfirmSeatBookingResponse.newBuilder();
        switch (result) {
            case ConfirmResult.Confirmed(List<String> seats) -> answer.setSuccess(true)
                    .addAllConfirmedSeats(seats)
                    .setMessage("Seats confirmed");
            case ConfirmResult.Refused(String reason) -> answer.setSuccess(false)
                    .setMessage(reason);
        }
        return answer.build();
    }

    static SeatAvailabilityResponse availability(Map<String, Optional<Hold>> hall, List<String> asked) {
        var unavailable = asked.stream()
                .filter(seat -> !hall.containsKey(seat) || hall.get(seat).isPresent())
                .map(seat -> seat(seat, hall.getOrDefault(seat, Optional.empty())))
                .toList();
        return SeatAvailabilityResponse.newBuilder()
                .setAvailable(unavailable.isEmpty())
                .addAllUnavailableSeats(unavailable)
                .setMessage(unavailable.isEmpty() ? "All seats are available" : "Some seats are not available")
                .build();
    }

    private static SeatInfo seat(String number, Optional<Hold> hold) {
        var seat = SeatInfo.newBuilder().setSeatNumber(number).setStatus(SeatStatus.MAINTENANCE);
        hold.ifPresent(it -> {
            seat.setStatus(SeatStatus.valueOf(it.status().name())).setLockedBy(it.bookingId());
            it.until().ifPresent(until -> seat.setLockedUntil(until.getEpochSecond()));
        });
        return seat.build();
    }
}

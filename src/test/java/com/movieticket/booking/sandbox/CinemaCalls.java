package com.movieticket.booking.sandbox;

import com.movieticket.booking.sandbox.CinemaStandIn.Call;
import com.movieticket.cinema.grpc.CinemaServiceGrpc.CinemaServiceImplBase;
import com.movieticket.cinema.grpc.ConfirmSeatBookingRequest;
import com.movieticket.cinema.grpc.ConfirmSeatBookingResponse;
import com.movieticket.cinema.grpc.LockSeatsRequest;
import com.movieticket.cinema.grpc.LockSeatsResponse;
import com.movieticket.cinema.grpc.ReleaseSeatLockRequest;
import com.movieticket.cinema.grpc.ReleaseSeatLockResponse;
import com.movieticket.cinema.grpc.SeatAvailabilityRequest;
import com.movieticket.cinema.grpc.SeatAvailabilityResponse;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;
import com.movieticket.cinema.grpc.ShowtimeDetailsResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/** The cinema service's calls, answered from a {@link SeatMap} in the words of the cinema service that exists. */
final class CinemaCalls extends CinemaServiceImplBase {
    private static final int LONGEST_LOCK_SECONDS = 24 * 60 * 60;

    private final SeatMap seatMap;
    private final Conduct<Call, Status> conduct;

    CinemaCalls(SeatMap seatMap, Conduct<Call, Status> conduct) {
        this.seatMap = seatMap;
        this.conduct = conduct;
    }

    @Override
    public void getShowtimeDetails(ShowtimeDetailsRequest request, StreamObserver<ShowtimeDetailsResponse> answer) {
        serve(Call.DETAILS, answer, () -> {
            var showtime = seatMap.showtime(request.getShowtimeId()).orElseThrow(CinemaCalls::noSuchShowtime);
            long available = seatMap.seats(showtime.id()).values().stream().filter(hold -> hold.isEmpty()).count();
            return CinemaMessages.details(showtime, (int) available);
        });
    }

    @Override
    public void checkSeatAvailability(SeatAvailabilityRequest request,
                                      StreamObserver<SeatAvailabilityResponse> answer) {
        serve(Call.CHECK, answer, () -> {
            var showtime = seatMap.showtime(request.getShowtimeId()).orElseThrow(CinemaCalls::noSuchShowtime);
            return CinemaMessages.availability(seatMap.seats(showtime.id()), request.getSeatNumbersList());
        });
    }

    @Override
    public void lockSeats(LockSeatsRequest request, StreamObserver<LockSeatsResponse> answer) {
        serve(Call.LOCK, answer, () -> {
            check(request);
            if (seatMap.showtime(request.getShowtimeId()).isEmpty()) {
                throw Status.INTERNAL.withDescription("Error locking seats: Showtime not found").asRuntimeException();
            }
            return CinemaMessages.locked(seatMap.lock(request.getShowtimeId(), request.getSeatNumbersList(),
                    request.getBookingId(), Duration.ofSeconds(request.getLockDurationSeconds())));
        });
    }

    @Override
    public void confirmSeatBooking(ConfirmSeatBookingRequest request,
                                   StreamObserver<ConfirmSeatBookingResponse> answer) {
        serve(Call.CONFIRM, answer,
                () -> CinemaMessages.confirmed(seatMap.confirm(request.getLockId(), request.getBookingId())));
    }

    @Override
    public void releaseSeatLock(ReleaseSeatLockRequest request, StreamObserver<ReleaseSeatLockResponse> answer) {
        serve(Call.RELEASE, answer, () -> ReleaseSeatLockResponse.newBuilder()
                .setSuccess(true)
                .setMessage(seatMap.release(request.getLockId(), request.getBookingId())
                        ? "Seats released" : "No such lock of that booking: nothing to release")
                .build());
    }

    private <R> void serve(Call call, StreamObserver<R> observer, Supplier<R> duty) {
        try {
            conduct.arriving(call, CallMetadata.current()).ifPresent(refusal -> {
                throw refusal.asRuntimeException();
            });
            R answer = duty.get();
            conduct.leaving(call).ifPresent(lost -> {
                throw lost.asRuntimeException();
            });
            observer.onNext(answer);
            observer.onCompleted();
        } catch (InterruptedException _) {
            observer.onError(Status.UNAVAILABLE.withDescription("shutting down").asRuntimeException());
        } catch (RuntimeException problem) {
            observer.onError(problem);
        }
    }

    private static void check(LockSeatsRequest request) {
        List<String> seats = request.getSeatNumbersList();
        if (request.getBookingId().isBlank()) {
            throw invalid("booking_id must not be empty");
        }
        if (seats.isEmpty() || new HashSet<>(seats).size() != seats.size()) {
            throw invalid("seat_numbers must name at least one seat, and none twice");
        }
        if (request.getLockDurationSeconds() < 1 || request.getLockDurationSeconds() > LONGEST_LOCK_SECONDS) {
            throw invalid("lock_duration_seconds must be from 1 to " + LONGEST_LOCK_SECONDS);
        }
    }

    private static RuntimeException invalid(String problem) {
        return Status.INVALID_ARGUMENT.withDescription(problem).asRuntimeException();
    }

    private static RuntimeException noSuchShowtime() {
        return Status.NOT_FOUND.withDescription("Showtime not found").asRuntimeException();
    }
}

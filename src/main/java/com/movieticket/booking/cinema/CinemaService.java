package com.movieticket.booking.cinema;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Cinema;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.TimeLimit;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.cinema.grpc.CinemaServiceGrpc;
import com.movieticket.cinema.grpc.CinemaServiceGrpc.CinemaServiceBlockingStub;
import com.movieticket.cinema.grpc.ConfirmSeatBookingRequest;
import com.movieticket.cinema.grpc.LockSeatsRequest;
import com.movieticket.cinema.grpc.ReleaseSeatLockRequest;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The cinema service over gRPC: what is asked, and what a failure means. What an answer means is in {@link Answers}.
 *
 * <p>All calls share one connection, which comes back by itself when it breaks. Thread-safe.
 */
public final class CinemaService implements Cinema, AutoCloseable {
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final ManagedChannel channel;
    private final CinemaServiceBlockingStub cinema;
    private final Duration timeout;

    /** Connects with the first call. */
    public CinemaService(Settings.Cinema settings) {
        this.channel = Channels.to(settings.url());
        this.cinema = CinemaServiceGrpc.newBlockingStub(channel);
        this.timeout = settings.timeout();
    }

    @Override
    public Optional<Showtime> showtime(ShowtimeId id, Caller caller) {
        var request = ShowtimeDetailsRequest.newBuilder().setShowtimeId(id.value()).build();
        try {
            return Optional.of(Answers.showtime(id, call(caller, stub -> stub.getShowtimeDetails(request))));
        } catch (StatusRuntimeException e) {
            if (Failures.noSuchShowtime(e.getStatus())) {
                return Optional.empty();
            }
            throw unavailable(e.getStatus());
        }
    }

    @Override
    public LockAnswer lock(ShowtimeId showtime, SeatNumbers seats, BookingId booking, Duration hold, Caller caller) {
        var request = LockSeatsRequest.newBuilder()
                .setShowtimeId(showtime.value())
                .addAllSeatNumbers(seats.values())
                .setBookingId(booking.value())
                .setLockDurationSeconds(Math.toIntExact(hold.toSeconds()))
                .build();
        try {
            return Answers.lock(call(caller, stub -> stub.lockSeats(request)));
        } catch (StatusRuntimeException e) {
            if (Failures.noSuchShowtime(e.getStatus())) {
                return new LockAnswer.NoSuchShowtime();
            }
            throw unavailable(e.getStatus());
        }
    }

    @Override
    public ConfirmAnswer confirm(String lockId, BookingId booking, UserId user, Caller caller) {
        var request = ConfirmSeatBookingRequest.newBuilder()
                .setLockId(lockId)
                .setBookingId(booking.value())
                .setUserId(user.value())
                .build();
        try {
            return Answers.confirm(call(caller, stub -> stub.confirmSeatBooking(request)));
        } catch (StatusRuntimeException e) {
            if (Failures.refused(e.getStatus())) {
                return new ConfirmAnswer.Refused(Failures.describe(e.getStatus()));
            }
            throw unavailable(e.getStatus());
        }
    }

    @Override
    public void release(String lockId, BookingId booking, Caller caller) {
        var request = ReleaseSeatLockRequest.newBuilder().setLockId(lockId).setBookingId(booking.value()).build();
        try {
            // Refusing to release means that there is nothing to release: either way the seats are not ours.
            call(caller, stub -> stub.releaseSeatLock(request));
        } catch (StatusRuntimeException e) {
            if (!Failures.refused(e.getStatus())) {
                throw unavailable(e.getStatus());
            }
        }
    }

    /**
     * What is wrong with the connection, if anything. One that has gone idle is not asked for: it is opened again now,
     * and if that fails, the next question is answered so.
     */
    public Optional<String> connectionProblem() {
        return switch (channel.getState(true)) {
            case READY, CONNECTING, IDLE -> Optional.empty();
            case TRANSIENT_FAILURE, SHUTDOWN -> {
                channel.resetConnectBackoff();
                yield Optional.of("nothing answers at its address");
            }
        };
    }

    /** Lets calls under way end for two seconds, then cuts them off. */
    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException _) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private <T> T call(Caller caller, Function<CinemaServiceBlockingStub, T> rpc) {
        var metadata = new Metadata();
        metadata.put(TRACEPARENT, caller.traceparent());
        return rpc.apply(cinema.withDeadlineAfter(TimeLimit.atMost(timeout))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata)));
    }

    private UnavailableException unavailable(Status status) {
        if (status.getCode() == Status.Code.UNAVAILABLE) {
            // Left alone, a channel waits up to two minutes before it tries again to connect, long after the cinema is
            // back. How often to try is decided by who calls.
            channel.resetConnectBackoff();
        }
        return new UnavailableException(Dependency.CINEMA, Failures.describe(status));
    }
}

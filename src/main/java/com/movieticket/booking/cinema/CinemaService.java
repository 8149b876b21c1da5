package com.movieticket.booking.cinema;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.cinema.RpcReply.Failed;
import com.movieticket.booking.cinema.RpcReply.Heard;
import com.movieticket.booking.resilience.Guard;
import com.movieticket.booking.resilience.Operation;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The cinema service over gRPC: what is asked, and what a failure means. What an answer means is in {@link Answers}.
 *
 * <p>All calls share one connection, which comes back by itself when it breaks. Thread-safe.
 */
public final class CinemaService implements Cinema, AutoCloseable {
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private static final Operation DETAILS = Operation.repeatable("details");
    private static final Operation LOCK = Operation.once("lock");
    private static final Operation CONFIRM = Operation.once("confirm");
    private static final Operation RELEASE = Operation.repeatable("release");
    /** All that it is called for. */
    public static final List<Operation> OPERATIONS = List.of(DETAILS, LOCK, CONFIRM, RELEASE);

    private final Guard guard;
    private final ManagedChannel channel;
    private final CinemaServiceBlockingStub cinema;
    private final Duration timeout;

    /**
     * Begins to connect at once, so that the first customer doesn't wait for it.
     *
     * @param guard of the cinema service
     */
    public CinemaService(Settings.Cinema settings, Guard guard) {
        this.guard = guard;
        this.channel = Channels.to(settings.url());
        this.cinema = CinemaServiceGrpc.newBlockingStub(channel);
        this.timeout = settings.timeout();
        channel.getState(true);
    }

    @Override
    public Optional<Showtime> showtime(ShowtimeId id, Caller caller) {
        var request = ShowtimeDetailsRequest.newBuilder().setShowtimeId(id.value()).build();
        return switch (call(DETAILS, caller, stub -> stub.getShowtimeDetails(request))) {
            case Heard(var answer) -> Optional.of(Answers.showtime(id, answer));
            case Failed(Status status, _) when Failures.noSuchShowtime(status) -> Optional.empty();
            case Failed(Status status, _) -> throw unavailable(status);
        };
    }

    @Override
    public LockAnswer lock(ShowtimeId showtime, SeatNumbers seats, BookingId booking, Duration hold, Caller caller) {
        var request = LockSeatsRequest.newBuilder()
                .setShowtimeId(showtime.value())
                .addAllSeatNumbers(seats.values())
                .setBookingId(booking.value())
                .setLockDurationSeconds(Math.toIntExact(hold.toSeconds()))
                .build();
        return switch (call(LOCK, caller, stub -> stub.lockSeats(request))) {
            case Heard(var answer) -> Answers.lock(answer);
            case Failed(Status status, _) when Failures.noSuchShowtime(status) -> new LockAnswer.NoSuchShowtime();
            case Failed(Status status, _) -> throw unavailable(status);
        };
    }

    @Override
    public ConfirmAnswer confirm(String lockId, BookingId booking, UserId user, Caller caller) {
        var request = ConfirmSeatBookingRequest.newBuilder()
                .setLockId(lockId)
                .setBookingId(booking.value())
                .setUserId(user.value())
                .build();
        return switch (call(CONFIRM, caller, stub -> stub.confirmSeatBooking(request))) {
            case Heard(var answer) -> Answers.confirm(answer);
            case Failed(Status status, _) when Failures.refused(status) ->
                    new ConfirmAnswer.Refused(Failures.describe(status));
            case Failed(Status status, _) -> throw unavailable(status);
        };
    }

    @Override
    public void release(String lockId, BookingId booking, Caller caller) {
        var request = ReleaseSeatLockRequest.newBuilder().setLockId(lockId).setBookingId(booking.value()).build();
        // Refusing to release means that there is nothing to release: either way the seats are not ours.
        if (call(RELEASE, caller, stub -> stub.releaseSeatLock(request)) instanceof Failed(Status status, _)
                && !Failures.refused(status)) {
            throw unavailable(status);
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

    private <A> RpcReply<A> call(Operation operation, Caller caller, Function<CinemaServiceBlockingStub, A> rpc) {
        var metadata = new Metadata();
        metadata.put(TRACEPARENT, caller.traceparent());
        var stub = cinema.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
        return guard.call(operation, TimeLimit.atMost(timeout), RpcReply.protocol(),
                limit -> reply(() -> rpc.apply(stub.withDeadlineAfter(limit))));
    }

    private <A> RpcReply<A> reply(Supplier<A> rpc) {
        if (guard.open()) {
            // The connection may be the trouble, be it one that is still being made: a probe finds out on another one.
            channel.enterIdle();
        }
        try {
            return new Heard<>(rpc.get());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
                // Left alone, a channel waits up to two minutes before it tries again to connect, long after the cinema
                // is back. How often to try is decided by who calls.
                channel.resetConnectBackoff();
            }
            return Failed.with(e.getStatus());
        }
    }

    private static UnavailableException unavailable(Status status) {
        return new UnavailableException(Dependency.CINEMA, Failures.describe(status));
    }
}

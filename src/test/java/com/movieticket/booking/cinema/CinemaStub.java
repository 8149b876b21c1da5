package com.movieticket.booking.cinema;

import com.movieticket.cinema.grpc.CinemaServiceGrpc;
import com.movieticket.cinema.grpc.ConfirmSeatBookingRequest;
import com.movieticket.cinema.grpc.ConfirmSeatBookingResponse;
import com.movieticket.cinema.grpc.LockSeatsRequest;
import com.movieticket.cinema.grpc.LockSeatsResponse;
import com.movieticket.cinema.grpc.ReleaseSeatLockRequest;
import com.movieticket.cinema.grpc.ReleaseSeatLockResponse;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;
import com.movieticket.cinema.grpc.ShowtimeDetailsResponse;

import com.google.protobuf.Message;

import io.grpc.Attributes;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A cinema service that answers as it is told, and remembers what it was asked. */
final class CinemaStub extends CinemaServiceGrpc.CinemaServiceImplBase implements AutoCloseable {
    private final List<Message> requests = new CopyOnWriteArrayList<>();
    private final List<Metadata> metadata = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Server server;
    private volatile Function<Message, Message> answering = _ -> {
        throw new IllegalStateException("not told what to answer");
    };

    CinemaStub() {
        this(0);
    }

    CinemaStub(int port) {
        this(port, Duration.ofDays(1));
    }

    /** @param connectionAge after which it says goodbye to a connection, give or take a tenth; at least a second */
    CinemaStub(int port, Duration connectionAge) {
        try {
            server = OkHttpServerBuilder.forPort(new InetSocketAddress("127.0.0.1", port),
                            InsecureServerCredentials.create())
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .maxConnectionAge(connectionAge.toMillis(), TimeUnit.MILLISECONDS)
                    .addTransportFilter(new CountingConnections())
                    .intercept(new RememberingMetadata())
                    .addService(this)
                    .build().start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void answer(Message answer) {
        answering = _ -> answer;
    }

    /** @param answering may throw a status */
    void answer(Function<Message, Message> answering) {
        this.answering = answering;
    }

    int port() {
        return server.getPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    List<Message> requests() {
        return List.copyOf(requests);
    }

    List<String> metadata(String name) {
        var key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
        return metadata.stream().map(headers -> headers.get(key)).toList();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void getShowtimeDetails(ShowtimeDetailsRequest request, StreamObserver<ShowtimeDetailsResponse> observer) {
        reply(request, observer, ShowtimeDetailsResponse.class);
    }

    @Override
    public void lockSeats(LockSeatsRequest request, StreamObserver<LockSeatsResponse> observer) {
        reply(request, observer, LockSeatsResponse.class);
    }

    @Override
    public void confirmSeatBooking(ConfirmSeatBookingRequest request,
                                   StreamObserver<ConfirmSeatBookingResponse> observer) {
        reply(request, observer, ConfirmSeatBookingResponse.class);
    }

    @Override
    public void releaseSeatLock(ReleaseSeatLockRequest request, StreamObserver<ReleaseSeatLockResponse> observer) {
        reply(request, observer, ReleaseSeatLockResponse.class);
    }

    private <T> void reply(Message request, StreamObserver<T> observer, Class<T> type) {
        requests.add(request);
        try {
            T answer = type.cast(answering.apply(request));
            observer.onNext(answer);
            observer.onCompleted();
        } catch (RuntimeException e) {
            observer.onError(e);
        }
    }

    private final class CountingConnections extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            connections.incrementAndGet();
            return attributes;
        }
    }

    private final class RememberingMetadata implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
                                                           ServerCallHandler<Q, A> next) {
            metadata.add(headers);
            return next.startCall(call, headers);
        }
    }
}

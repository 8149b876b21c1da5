package com.movieticket.booking.sandbox;

import com.movieticket.booking.sandbox.JsonServer.Answer;
import com.movieticket.booking.sandbox.SeatMap.Hold;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.helidon.json.JsonObject;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Stands in for the cinema service over gRPC, and shows its {@linkplain SeatMap seats} on an HTTP port of its own at
 * {@code GET /seats/{showtime_id}}.
 */
public final class CinemaStandIn implements StandIn {
    /** What it can be asked. */
    public enum Call { CHECK, LOCK, RELEASE, CONFIRM, DETAILS }

    private final SeatMap seatMap;
    private final Conduct<Call, Status> conduct = new Conduct<>(Call.class);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private final WebServer window;

    private CinemaStandIn(int port, int httpPort, SeatMap seatMap) {
        this.seatMap = seatMap;
        this.window = JsonServer.start(httpPort, routing -> routing.get("/seats/{showtime_id}",
                JsonServer.plain(this::seats)));
        try {
            this.server = OkHttpServerBuilder
                    .forPort(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port),
                            InsecureServerCredentials.create())
                    .executor(threads)
                    .intercept(new CallMetadata())
                    .addService(new CinemaCalls(seatMap, conduct))
                    // Clients that ask often whether we are still there are welcome.
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .build()
                    .start();
        } catch (IOException problem) {
            window.stop();
            throw new UncheckedIOException(problem);
        }
    }

    /**
     * Starts with the showtimes of the API document and every seat free.
     *
     * @param port     of gRPC; 0 = any free one
     * @param httpPort of the view of the seats; 0 = any free one
     */
    public static CinemaStandIn start(int port, int httpPort) {
        return start(port, httpPort, new SeatMap(InstantSource.system(), RandomGenerator.getDefault()));
    }

    /**
     * Starts with seats that may have been another one's before.
     *
     * @param port     of gRPC; 0 = any free one
     * @param httpPort of the view of the seats; 0 = any free one
     */
    public static CinemaStandIn start(int port, int httpPort, SeatMap seatMap) {
        return new CinemaStandIn(port, httpPort, seatMap);
    }

    /** Its showtimes and seats. */
    public SeatMap seatMap() {
        return seatMap;
    }

    /** To make it misbehave, and to see what it was asked. */
    public Conduct<Call, Status> conduct() {
        return conduct;
    }

    /** The gRPC port. */
    @Override
    public int port() {
        return server.getPort();
    }

    /** Host and port of gRPC, plaintext. */
    @Override
    public String url() {
        return "127.0.0.1:" + port();
    }

    /** Where seats can be seen: {@code http://127.0.0.1:port}. */
    public String windowUrl() {
        return "http://127.0.0.1:" + window.port();
    }

    @Override
    public void close() {
        server.shutdownNow();
        threads.shutdownNow();
        window.stop();
    }

    private Answer seats(ServerRequest request) {
        String showtimeId = JsonServer.pathParameter(request, "showtime_id");
        if (seatMap.showtime(showtimeId).isEmpty()) {
            return Answer.problem(io.helidon.http.Status.NOT_FOUND_404, "Showtime not found");
        }
        var seats = JsonObject.builder();
        seatMap.seats(showtimeId).forEach((seat, hold) -> seats.set(seat, toJson(hold)));
        return Answer.ok(seats.build());
    }

    private static JsonObject toJson(Optional<Hold> hold) {
        var seat = JsonObject.builder().set("status", hold.map(Hold::status).orElse(SeatMap.Status.AVAILABLE).name());
        hold.ifPresentOrElse(it -> seat.set("booking_id", it.bookingId()), () -> seat.setNull("booking_id"));
        return seat.build();
    }
}

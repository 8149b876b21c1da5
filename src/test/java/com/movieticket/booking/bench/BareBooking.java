package com.movieticket.booking.bench;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.cinema.PlainChannel;
import com.movieticket.booking.events.Broker;
import com.movieticket.booking.events.RabbitPublisher;
import com.movieticket.booking.resilience.RestCall;
import com.movieticket.booking.resilience.RestClient;
import com.movieticket.booking.resilience.RestReply;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;
import com.movieticket.booking.store.MongoStore;
import com.movieticket.booking.store.PlainWrites;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.SampleBookings;
import com.movieticket.cinema.grpc.CinemaServiceGrpc;
import com.movieticket.cinema.grpc.CinemaServiceGrpc.CinemaServiceBlockingStub;
import com.movieticket.cinema.grpc.ConfirmSeatBookingRequest;
import com.movieticket.cinema.grpc.LockSeatsRequest;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;
import io.grpc.ManagedChannel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The least that a booking can cost: its calls, one after the other, with the clients that the service uses and nothing around
 * them. A process of its own.
 *
 * <p>Two users, two showtimes, a lock, a charge, a confirmation, three documents written, two events confirmed.
 */
final class BareBooking {
    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Map<String, String> HEADERS = Map.of("traceparent", SampleBookings.TRACE);

    private final Requests.Seats seats = new Requests.Seats("bare");
    private final RestClient users;
    private final RestClient payments;
    private final CinemaServiceBlockingStub cinema;
    private final PlainWrites writes;
    private final RabbitPublisher broker;

    private BareBooking(Settings settings, ManagedChannel channel, MongoStore store, RabbitPublisher broker) {
        users = new RestClient(settings.users().url(), LIMIT);
        payments = new RestClient(settings.payments().url(), LIMIT);
        cinema = CinemaServiceGrpc.newBlockingStub(channel);
        writes = new PlainWrites(store);
        this.broker = broker;
    }

    /** Answers to {@code book threads seconds} with how many, to {@code create rate seconds} with two latencies. */
    public static void main(String[] arguments) throws Exception {
        Settings settings = settings();
        ManagedChannel channel = PlainChannel.to(settings.cinema().url());
        var broker = new RabbitPublisher(settings.rabbitmq(), new SplittableRandom());
        var store = MongoStore.open(settings.mongodb());
        broker.start();
        Eventually.within(Duration.ofMinutes(1)).check(() -> assertThat(broker.connected()).as("RabbitMQ is there").isTrue());
        var bare = new BareBooking(settings, channel, store, broker);
        Companion.serve(question -> switch (question[0]) {
            case "book" -> String.valueOf(bare.book(Integer.parseInt(question[1]), Integer.parseInt(question[2])));
            case "create" -> bare.createOnSchedule(Double.parseDouble(question[1]), Integer.parseInt(question[2]));
            default -> throw new IllegalArgumentException(question[0]);
        });
    }

    private static Settings settings() {
        return switch (SettingsReader.read(System.getenv())) {
            case Accepted(var settings) -> settings;
            case Refused refused -> throw new IllegalArgumentException(refused.report());
        };
    }

    private long book(int callers, int seconds) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        var done = new AtomicLong();
        var loops = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                loops.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        pay(create());
                        done.incrementAndGet();
                    }
                }));
            }
        }
        for (Future<?> loop : loops) {
            loop.get(); // so that what went wrong there is heard here
        }
        return done.get();
    }

    /** A booking that is created and nothing more, as {@code create_booking} does it: the first two calls together. */
    private String createOnSchedule(double perSecond, int seconds) {
        var latency = new Pace(perSecond, Duration.ofSeconds(seconds), MOST_AT_ONCE).run(_ -> {
            var beside = new FutureTask<>(this::showtime, true);
            Thread.startVirtualThread(beside);
            user();
            beside.get();
            lockAndInsert();
        });
        return latency.getValueAtPercentile(50) + " " + latency.getValueAtPercentile(99);
    }

    private Booking create() {
        user();
        showtime();
        Change created = lockAndInsert();
        publish(created.event().orElseThrow());
        return created.booking();
    }

    private Change lockAndInsert() {
        Requests.Seats.Seat seat = seats.next();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = UUID.randomUUID().toString();
        Change created = SampleBookings.created(id, "user123", now);
        boolean locked = cinema.withDeadlineAfter(LIMIT).lockSeats(LockSeatsRequest.newBuilder()
                .setShowtimeId(seat.showtime()).addSeatNumbers(seat.seat()).setBookingId(id).setLockDurationSeconds(300)
                .build()).getSuccess();
        require(locked);
        writes.insert(created);
        return created;
    }

    private void pay(Booking booking) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        user();
        showtime();
        Booking charging = SampleBookings.charging(booking, now).booking();
        writes.update(charging);
        charge(booking);
        Booking charged = SampleBookings.charged(charging, now).booking();
        writes.update(charged);
        Change confirmed = SampleBookings.confirmed(charged, now);
        cinema.withDeadlineAfter(LIMIT).confirmSeatBooking(ConfirmSeatBookingRequest.newBuilder()
                .setLockId(booking.lock().id()).setBookingId(booking.id().value()).setUserId("user123").build());
        publish(confirmed.event().orElseThrow());
    }

    private void user() {
        require(users.send(RestCall.get("/api/v1/users/user123", HEADERS)) instanceof RestReply.Answered answer
                && answer.status() == 200);
    }

    private void showtime() {
        require(cinema.withDeadlineAfter(LIMIT).getShowtimeDetails(ShowtimeDetailsRequest.newBuilder()
                .setShowtimeId("show456").build()).hasShowtime());
    }

    private void charge(Booking booking) {
        String id = booking.id().value();
        require(payments.send(RestCall.post("/api/payments/process",
                Map.of("traceparent", SampleBookings.TRACE, "Idempotency-Key", id + "-1"), """
                {"booking_id":"%s","user_id":"user123","amount":15.00,"payment_method":"credit_card","payment_details":{}}"""
                        .formatted(id))) instanceof RestReply.Answered answer && answer.status() == 200);
    }

    private void publish(BookingEvent event) {
        Broker.Outcome outcome = broker.publish(event);
        require(outcome.handled());
    }

    private static void require(boolean done) {
        if (!done) {
            throw new IllegalStateException("a call was not answered as it should be");
        }
    }
}

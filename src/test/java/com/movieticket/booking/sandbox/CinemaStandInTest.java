package com.movieticket.booking.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.sandbox.CinemaStandIn.Call;
import com.movieticket.cinema.grpc.CinemaServiceGrpc;
import com.movieticket.cinema.grpc.CinemaServiceGrpc.CinemaServiceBlockingStub;
import com.movieticket.cinema.grpc.ConfirmSeatBookingRequest;
import com.movieticket.cinema.grpc.ConfirmSeatBookingResponse;
import com.movieticket.cinema.grpc.LockSeatsRequest;
import com.movieticket.cinema.grpc.LockSeatsResponse;
import com.movieticket.cinema.grpc.ReleaseSeatLockRequest;
import com.movieticket.cinema.grpc.SeatAvailabilityRequest;
import com.movieticket.cinema.grpc.SeatStatus;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.webclient.api.WebClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

class CinemaStandInTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private CinemaStandIn cinema;
    private ManagedChannel channel;
    private CinemaServiceBlockingStub stub;

    @BeforeEach
    void start() {
        cinema = CinemaStandIn.start(0, 0, new SeatMap(now::get, new SplittableRandom(1)));
        channel = OkHttpChannelBuilder.forTarget(cinema.url(), InsecureChannelCredentials.create()).build();
        stub = CinemaServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        cinema.close();
    }

    @Test
    void the_showtimes_of_the_api_document_are_there() {
        for (String id : List.of("show456", "test_showtime_456", "showtime_123")) {
            var details = stub.getShowtimeDetails(details(id));

            assertThat(details.getShowtime().getId()).isEqualTo(id);
            assertThat(details.getShowtime().getBasePrice()).isEqualTo(15.0);
            assertThat(details.getShowtime().getAvailableSeats()).isEqualTo(120);
            assertThat(Instant.ofEpochSecond(details.getShowtime().getStartTime())).isAfter(NOON);
            assertThat(details.getMovie().getTitle()).isNotBlank();
            assertThat(details.getCinema().getName()).isNotBlank();
        }
    }

    @Test
    void an_unknown_showtime_is_reported_as_the_existing_service_does() {
        assertThatThrownBy(() -> stub.getShowtimeDetails(details("no_such"))).satisfies(problem ->
                assertStatus(problem, Status.Code.NOT_FOUND, "Showtime not found"));
        assertThatThrownBy(() -> lock("no_such", "b1", "A1")).satisfies(problem ->
                assertStatus(problem, Status.Code.INTERNAL, "Error locking seats: Showtime not found"));
    }

    @Test
    void of_many_who_want_the_same_seat_at_once_one_gets_it() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var everyone = IntStream.range(0, 100)
                    .<Callable<LockSeatsResponse>>mapToObj(i -> () -> lock("show456", "b" + i, "A1", "A2"))
                    .toList();
            int winners = 0;
            for (var answer : threads.invokeAll(everyone)) {
                if (answer.get().getSuccess()) {
                    winners++;
                } else {
                    assertThat(answer.get().getMessage()).isEqualTo("Seats A1, A2 are already booked");
                    assertThat(answer.get().getFailedSeatsList()).containsExactly("A1", "A2");
                }
            }
            assertThat(winners).isEqualTo(1);
        }
    }

    @Test
    void all_seats_are_locked_or_none() {
        lock("show456", "b1", "A2");

        var answer = lock("show456", "b2", "A1", "A2");

        assertThat(answer.getSuccess()).isFalse();
        assertThat(answer.getMessage()).isEqualTo("Seats A2 are already booked");
        assertThat(lock("show456", "b3", "A1").getSuccess()).isTrue();
    }

    @Test
    void a_lock_tells_its_end_in_unix_seconds_and_then_ends() {
        var first = lock("show456", "b1", "A1");
        assertThat(first.getExpiresAt()).isEqualTo(NOON.plusSeconds(300).getEpochSecond());
        assertThat(first.getLockId()).startsWith("lock_");

        now.set(NOON.plusSeconds(300));

        assertThat(seat("show456", "A1").stringValue("status")).contains("AVAILABLE");
        assertThat(confirm(first.getLockId(), "b1").getSuccess()).isFalse();
        assertThat(lock("show456", "b2", "A1").getSuccess()).isTrue();
        assertThat(confirm(first.getLockId(), "b1").getSuccess()).isFalse();
    }

    @Test
    void asking_again_for_the_same_seats_gives_the_same_lock() {
        var first = lock("show456", "b1", "A1", "A2");
        now.set(NOON.plusSeconds(10));

        assertThat(lock("show456", "b1", "A2", "A1")).isEqualTo(first);
        assertThat(lock("show456", "b1", "A1", "A3").getSuccess()).as("other seats").isFalse();
    }

    @Test
    void seats_are_sold_to_the_booking_that_locked_them_and_confirming_again_is_harmless() {
        var lock = lock("show456", "b1", "A1");

        assertThat(confirm(lock.getLockId(), "b2").getSuccess()).isFalse();
        assertThat(confirm(lock.getLockId(), "b1").getConfirmedSeatsList()).containsExactly("A1");
        now.set(NOON.plus(Duration.ofDays(1)));
        assertThat(confirm(lock.getLockId(), "b1").getSuccess()).isTrue();
        assertThat(seat("show456", "A1").stringValue("status")).contains("BOOKED");
        assertThat(seat("show456", "A1").stringValue("booking_id")).contains("b1");
    }

    @Test
    void released_seats_are_free_again_sold_ones_too() {
        var lock = lock("show456", "b1", "A1");
        confirm(lock.getLockId(), "b1");

        release(lock.getLockId(), "b2");
        assertThat(seat("show456", "A1").stringValue("status")).as("not theirs").contains("BOOKED");
        release(lock.getLockId(), "b1");
        release(lock.getLockId(), "b1");

        assertThat(lock("show456", "b2", "A1").getSuccess()).isTrue();
        release(lock.getLockId(), "b1");
        assertThat(seat("show456", "A1").stringValue("booking_id")).as("a late release").contains("b2");
    }

    @Test
    void what_goes_wrong_on_purpose_goes_wrong() {
        assertThat(lock("show456", "b1", "Z99").getMessage()).isEqualTo("Seats Z99 do not exist");
        assertThat(lock("showtime_soldout", "b1", "A1").getMessage()).isEqualTo("Seats A1 are already booked");
        var lock = lock("showtime_unconfirmable", "b1", "A1");
        assertThat(lock.getSuccess()).isTrue();
        assertThat(confirm(lock.getLockId(), "b1").getSuccess()).isFalse();
    }

    @Test
    void a_lock_request_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> lock("show456", "b1")).satisfies(problem ->
                assertThat(Status.fromThrowable(problem).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
        assertThatThrownBy(() -> lock("show456", "b1", "A1", "A1")).satisfies(problem ->
                assertThat(Status.fromThrowable(problem).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }

    @Test
    void availability_tells_who_has_what() {
        lock("show456", "b1", "A1");

        var answer = stub.checkSeatAvailability(SeatAvailabilityRequest.newBuilder()
                .setShowtimeId("show456").addSeatNumbers("A1").addSeatNumbers("A2").build());

        assertThat(answer.getAvailable()).isFalse();
        assertThat(answer.getUnavailableSeatsList()).singleElement().satisfies(seat -> {
            assertThat(seat.getSeatNumber()).isEqualTo("A1");
            assertThat(seat.getStatus()).isEqualTo(SeatStatus.LOCKED);
        });
    }

    @Test
    void a_test_can_make_it_unavailable_lose_answers_and_see_metadata() {
        cinema.conduct().refuse(Call.LOCK, Status.UNAVAILABLE);
        assertThatThrownBy(() -> lock("show456", "b1", "A1")).isInstanceOf(StatusRuntimeException.class);
        assertThat(seat("show456", "A1").stringValue("status")).contains("AVAILABLE");

        cinema.conduct().recover();
        cinema.conduct().loseAnswer(Call.LOCK, Status.DEADLINE_EXCEEDED);
        assertThatThrownBy(() -> lock("show456", "b1", "A1")).isInstanceOf(StatusRuntimeException.class);
        assertThat(seat("show456", "A1").stringValue("status")).contains("LOCKED");

        var trace = new Metadata();
        trace.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), "00-1-2-01");
        assertThat(stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(trace))
                .getShowtimeDetails(details("show456")).hasMovie()).isTrue();
        assertThat(cinema.conduct().lastHeaders(Call.DETAILS)).containsEntry("traceparent", "00-1-2-01");
        assertThat(cinema.conduct().calls(Call.LOCK)).isEqualTo(2);
    }

    private static void assertStatus(Throwable problem, Status.Code code, String description) {
        assertThat(Status.fromThrowable(problem).getCode()).isEqualTo(code);
        assertThat(Status.fromThrowable(problem).getDescription()).isEqualTo(description);
    }

    private LockSeatsResponse lock(String showtime, String booking, String... seats) {
        return stub.lockSeats(LockSeatsRequest.newBuilder().setShowtimeId(showtime).setBookingId(booking)
                .addAllSeatNumbers(List.of(seats)).setLockDurationSeconds(300).build());
    }

    private ConfirmSeatBookingResponse confirm(String lockId, String booking) {
        return stub.confirmSeatBooking(ConfirmSeatBookingRequest.newBuilder().setLockId(lockId)
                .setBookingId(booking).setUserId("user123").build());
    }

    private void release(String lockId, String booking) {
        var answer = stub.releaseSeatLock(
                ReleaseSeatLockRequest.newBuilder().setLockId(lockId).setBookingId(booking).build());
        assertThat(answer.getSuccess()).isTrue();
    }

    private static ShowtimeDetailsRequest details(String showtime) {
        return ShowtimeDetailsRequest.newBuilder().setShowtimeId(showtime).build();
    }

    /** As people and checks see it, over HTTP. */
    private JsonObject seat(String showtime, String seat) {
        var client = WebClient.builder().baseUri(cinema.windowUrl()).build();
        try {
            var seats = JsonParser.create(client.get("/seats/" + showtime).request(String.class).entity())
                    .readJsonObject();
            assertThat(seats.size()).isEqualTo(120);
            return seats.objectValue(seat).orElseThrow();
        } finally {
            client.closeResource();
        }
    }
}

package com.movieticket.booking.frontdoor;

import com.movieticket.booking.sandbox.CinemaStandIn;
import com.movieticket.booking.sandbox.SeatMap;
import com.movieticket.booking.testing.Eventually;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody does with a booking while a part is missing, or what is done without anybody, and what comes of it in the
 * words of {@code docs/degradation.md}. "Works" means all of it: the answer, the seats, the events.
 */
final class Deed {
    /** Less than any time-out, and than the time for which MongoDB is waited for. */
    static final Duration AT_ONCE = Duration.ofMillis(1500);
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What there is to do.
     *
     * @param document  what is asked; empty for what happens by itself
     * @param worked    what the answer holds then
     * @param booking   that it is about; a new one where it is empty
     * @param end       the booking's status afterwards
     * @param events    all that are told of the booking
     */
    record Task(Optional<String> document, String worked, Optional<String> booking, String end, List<String> events) {
    }

    private final Surroundings surroundings;
    private final House house;
    private final Audience audience;
    private final Part missing;
    private final Task task;
    private Optional<String> booking;
    private boolean refused;

    Deed(Surroundings surroundings, House house, Audience audience, Part missing, Task task) {
        this.surroundings = surroundings;
        this.house = house;
        this.audience = audience;
        this.missing = missing;
        this.task = task;
        this.booking = task.booking();
    }

    void meanwhile(String words) {
        switch (words) {
            case "works" -> {
                works();
                assertComplete();
                assertTold();
            }
            case "works; event later" -> {
                works();
                assertComplete();
            }
            case "works; seats free when their lock ends" -> {
                int released = surroundings.cinema().conduct().calls(CinemaStandIn.Call.RELEASE);
                works();
                assertComplete();
                assertThat(surroundings.cinema().conduct().calls(CinemaStandIn.Call.RELEASE))
                        .as("what the cinema has heard of it").isEqualTo(released);
                assertTold();
            }
            case "works; refunded when it is back" -> {
                works();
                assertThat(status()).isEqualTo("refund_pending");
            }
            case "charged; confirmed when it is back" -> {
                Answer answer = ask();
                assertThat(answer.text("data.process_payment.message"))
                        .isEqualTo("Payment is being verified. You will not be charged twice.");
                assertThat(surroundings.payments().ledger().of(booking.orElseThrow())).hasSize(1);
                assertThat(status()).isEqualTo("pending_payment");
            }
            case "refused at once" -> {
                refused = true;
                long start = System.nanoTime();
                assertUnavailable(ask(), missing);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
                booking.ifPresent(id -> assertThat(surroundings.payments().ledger().of(id).size())
                        .as("charges").isEqualTo(task.events().contains("booking.refunded") ? 1 : 0));
            }
            case "waits; cancelled when it is back" -> assertThat(task.document()).isEmpty();
            default -> throw new AssertionError("nobody knows what is meant by: " + words);
        }
    }

    /** Everything is done in the end: what was refused when it is asked for again, everything else by itself. */
    void afterwards() {
        if (refused) {
            Eventually.within(PATIENCE).check(this::works);
        }
        assertComplete();
        assertTold();
    }

    static void assertUnavailable(Answer answer, Part part) {
        assertThat(answer.has("errors")).as(answer.text()).isTrue();
        assertThat(answer.text("errors.0.message")).isEqualTo(part.title() + " is unavailable, please retry");
        assertThat(answer.text("errors.0.extensions.code")).isEqualTo("SERVICE_UNAVAILABLE");
    }

    private void works() {
        if (task.document().isPresent()) {
            Answer answer = ask();
            assertThat(answer.text()).doesNotContain("\"errors\"").contains(task.worked());
            booking = booking.or(() -> Optional.of(answer.text("data.create_booking.booking.id")));
        }
    }

    private Answer ask() {
        return house.ask(task.document().orElseThrow());
    }

    private String status() {
        return house.status(booking.orElseThrow());
    }

    private void assertComplete() {
        Eventually.within(PATIENCE).check(() -> {
            assertThat(status()).isEqualTo(task.end());
            switch (task.end()) {
                case "confirmed" -> assertThat(seats()).containsOnly(SeatMap.Status.BOOKED);
                case "pending_payment" -> assertThat(seats()).containsOnly(SeatMap.Status.LOCKED);
                default -> assertThat(seats()).isEmpty();
            }
        });
    }

    private void assertTold() {
        assertTold(audience, missing, booking.orElseThrow(), task.events());
    }

    /** Who notes what was told, and whoever confirms it, may go just before they do. */
    static void assertTold(Audience audience, Part missing, String booking, List<String> events) {
        String[] types = events.toArray(String[]::new);
        switch (missing) {
            case STORE, BROKER -> audience.hearsPerhapsAgain(booking, types);
            case USERS, CINEMA, PAYMENTS -> audience.hears(booking, types);
        }
    }

    /** How the seats are held that are held for the booking. */
    private List<SeatMap.Status> seats() {
        var map = surroundings.cinema().seatMap();
        return DegradationIT.SHOWTIMES.stream().flatMap(showtime -> map.seats(showtime).values().stream())
                .flatMap(Optional::stream)
                .filter(hold -> hold.bookingId().equals(booking.orElseThrow()))
                .map(SeatMap.Hold::status).toList();
    }
}

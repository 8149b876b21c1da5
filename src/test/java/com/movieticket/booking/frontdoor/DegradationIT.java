package com.movieticket.booking.frontdoor;

import com.movieticket.booking.frontdoor.Deed.Task;
import com.movieticket.booking.sandbox.CinemaStandIn;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.FaultyWire.Fault;
import io.grpc.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * The first table of {@code docs/degradation.md}, cell by cell: one part after the other refuses connections, everything
 * is tried, the part comes back, and everything is brought to its end.
 */
class DegradationIT {
    static final List<String> SHOWTIMES = List.of("show456", "test_showtime_456", "showtime_123");
    private static final Map<String, String> SETTINGS = Map.of("RABBITMQ_TIMEOUT", "2s", "OUTBOX_TAKE_OVER", "2s");
    private static final Map<String, String> SHORT_HOLD = Map.of("RABBITMQ_TIMEOUT", "2s", "OUTBOX_TAKE_OVER", "2s",
            "SEAT_LOCK_SECONDS", "2");
    private static final String CARD = "4242424242424242";
    private static final String PENDING = "booking.pending_payment";
    private static final String CONFIRMED = "booking.confirmed";
    private static final String CANCELLED = "booking.cancelled";

    private static Surroundings surroundings;
    private static House house;
    /** Another instance, which doesn't hold seats for long. */
    private static House hasty;
    private static Audience audience;
    private static final List<House> started = new ArrayList<>();

    /** What a cell says while the part is missing, and what then happens when it is back. */
    private record Trial(Consumer<String> meanwhile, Runnable afterwards) {
    }

    /** How a trial is prepared, while all is well still, for the part that will be missing. */
    private enum Row {
        GET_BOOKING("`get_booking`", DegradationIT::getBooking),
        GET_USER_BOOKINGS("`get_user_bookings`", DegradationIT::getUserBookings),
        CREATE("`create_booking`", DegradationIT::createBooking),
        PAY("`process_payment`", DegradationIT::processPayment),
        CANCEL("`cancel_booking`, not paid", DegradationIT::cancelUnpaid),
        CANCEL_PAID("`cancel_booking`, paid", DegradationIT::cancelPaid),
        EXPIRY("unpaid bookings expire", DegradationIT::expiry),
        EVENTS("events arrive", DegradationIT::events),
        READINESS("`/health/ready`", DegradationIT::readiness),
        START("start of the service", DegradationIT::start);

        private final String title;
        private final Function<Part, Trial> prepared;

        Row(String title, Function<Part, Trial> prepared) {
            this.title = title;
            this.prepared = prepared;
        }
    }

    @BeforeAll
    static void open() throws Exception {
        surroundings = Surroundings.open();
        audience = surroundings.audience();
        house = surroundings.house(SETTINGS);
        hasty = surroundings.house(SHORT_HOLD);
        Eventually.within(Deed.PATIENCE).check(() -> house.pay(house.booked(), CARD)); // what is slow only once is done
    }

    @AfterAll
    static void close() {
        started.forEach(House::close);
        hasty.close();
        house.close();
        audience.close();
        surroundings.close();
    }

    @TestFactory
    Stream<DynamicNode> without() {
        var table = DegradationDocument.table("without", Stream.of(Row.values()).map(row -> row.title).toList());
        return Part.all().map(part -> dynamicContainer("the " + part.heading(), trials(part, table.get(part))));
    }

    private static Stream<DynamicTest> trials(Part part, Map<String, String> words) {
        var trials = new ArrayList<Trial>();
        return Stream.of(
                Stream.of(dynamicTest("is there, and goes", () -> {
                    Stream.of(Row.values()).map(row -> row.prepared.apply(part)).forEach(trials::add);
                    surroundings.wire(part).suffer(new Fault.Refused());
                    missed(part);
                })),
                Stream.of(Row.values()).map(row -> dynamicTest(row.title + ": " + words.get(row.title), () ->
                        trials.get(row.ordinal()).meanwhile().accept(words.get(row.title)))),
                Stream.of(dynamicTest("comes back", () -> surroundings.wire(part).heal())),
                Stream.of(Row.values()).map(row -> dynamicTest(row.title + ", in the end", () ->
                        trials.get(row.ordinal()).afterwards().run()))
        ).flatMap(Function.identity());
    }

    /** That MongoDB is gone and not just in an election is known after a moment. */
    private static void missed(Part part) {
        if (part == Part.STORE) {
            Stream.of(house, hasty).forEach(each -> Eventually.within(Deed.PATIENCE).check(() ->
                    Deed.assertUnavailable(each.ask("{ get_booking(booking_id: \"b\") { id } }"), part)));
        }
    }

    /** Beside the table: of the showtime all was known when it was booked. */
    @Test
    void a_payment_does_without_the_details_of_the_showtime() {
        String booking = house.booked();
        surroundings.cinema().conduct().refuse(CinemaStandIn.Call.DETAILS, Status.UNAVAILABLE);
        try {
            assertThat(house.pay(booking, CARD).text("data.process_payment.booking.status")).isEqualTo("confirmed");
            assertThat(audience.hears(booking, PENDING, CONFIRMED).getLast().json().text("movie_title")).isNotEmpty();
        } finally {
            surroundings.cinema().conduct().recover();
        }
    }

    private static Trial getBooking(Part part) {
        String booking = house.booked();
        return deed(house, part, new Task(Optional.of("{ get_booking(booking_id: \"%s\") { id } }".formatted(booking)),
                booking, Optional.of(booking), "pending_payment", List.of(PENDING)));
    }

    private static Trial getUserBookings(Part part) {
        String booking = house.booked();
        return deed(house, part, new Task(Optional.of("{ get_user_bookings(user_id: \"user123\") { id } }"), booking,
                Optional.of(booking), "pending_payment", List.of(PENDING)));
    }

    private static Trial createBooking(Part part) {
        String creation = House.creation("user123", "showtime_123", List.of("A" + (part.ordinal() + 1)));
        return deed(house, part, new Task(Optional.of(creation), "\"success\":true", Optional.empty(),
                "pending_payment", List.of(PENDING)));
    }

    private static Trial processPayment(Part part) {
        String booking = house.booked();
        return deed(house, part, new Task(Optional.of(House.payment(booking, CARD)), "\"success\":true",
                Optional.of(booking), "confirmed", List.of(PENDING, CONFIRMED)));
    }

    private static Trial cancelUnpaid(Part part) {
        String booking = hasty.booked("test_showtime_456");
        return deed(hasty, part, new Task(Optional.of(House.cancellation(booking)), "Booking cancelled.",
                Optional.of(booking), "cancelled", List.of(PENDING, CANCELLED)));
    }

    private static Trial cancelPaid(Part part) {
        String booking = house.booked();
        house.pay(booking, CARD);
        return deed(house, part, new Task(Optional.of(House.cancellation(booking)), "Refund initiated.",
                Optional.of(booking), "refunded", List.of(PENDING, CONFIRMED, CANCELLED, "booking.refunded")));
    }

    private static Trial expiry(Part part) {
        String booking = hasty.booked("test_showtime_456");
        return deed(hasty, part, new Task(Optional.empty(), "", Optional.of(booking), "cancelled",
                List.of(PENDING, CANCELLED)));
    }

    private static Trial deed(House at, Part part, Task task) {
        var deed = new Deed(surroundings, at, audience, part, task);
        return new Trial(deed::meanwhile, deed::afterwards);
    }

    /** The one that MongoDB must keep until it is back was held up by the broker before. */
    private static Trial events(Part part) {
        if (part == Part.STORE) {
            surroundings.wire(Part.BROKER).suffer(new Fault.Refused());
        }
        String booking = house.booked();
        List<String> told = part == Part.STORE ? List.of(PENDING) : List.of(PENDING, CANCELLED);
        return new Trial(words -> {
            if (part == Part.STORE) {
                surroundings.wire(Part.BROKER).heal();
            } else {
                house.cancel(booking);
            }
            switch (words) {
                case "at once" -> Deed.assertTold(audience, part, booking, told);
                case "when it is back" -> { }
                default -> throw new AssertionError("nobody knows what is meant by: " + words);
            }
        }, () -> Deed.assertTold(audience, part, booking, told));
    }

    /**
     * What was found out is believed for some seconds: so another instance is asked afterwards. A circuit that has opened
     * is closed by calls that are answered, and by nothing else.
     */
    private static Trial readiness(Part part) {
        return new Trial(words -> Eventually.within(Deed.PATIENCE).check(() -> assertReadiness(house, part, words)),
                () -> Eventually.within(Deed.PATIENCE).check(() -> {
                    hasty.create("user123", "nowhere", "A1");
                    assertReadiness(hasty, part, "ready");
                }));
    }

    private static void assertReadiness(House at, Part part, String words) {
        try {
            assertThat(at.ready()).isEqualTo(!words.equals("not ready"));
            assertThat(at.readiness(part.check()).stringValue("state")).contains(switch (words) {
                case "ready" -> "ok";
                case "ready, degraded" -> "degraded";
                case "not ready" -> "failed";
                default -> throw new AssertionError("nobody knows what is meant by: " + words);
            });
            assertThat(at.httpStatus("/health")).isEqualTo(words.equals("not ready") ? 503 : 200);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Trial start(Part part) {
        return new Trial(words -> {
            House late = surroundings.house(SETTINGS);
            started.add(late);
            assertThat(late.ask("{ __typename }").text("data.__typename")).isEqualTo("Query");
            Eventually.within(Deed.PATIENCE).check(() -> assertReadiness(late, part, switch (words) {
                case "starts" -> "ready, degraded";
                case "starts, not ready" -> "not ready";
                default -> throw new AssertionError("nobody knows what is meant by: " + words);
            }));
        }, () -> {
            House late = started.removeLast();
            String seat = "B" + (part.ordinal() + 1);
            var creation = House.creation("user123", "showtime_123", List.of(seat));
            Eventually.within(Deed.PATIENCE).check(() ->
                    assertThat(late.ask(creation).text()).contains("\"success\":true"));
            late.close();
        });
    }
}

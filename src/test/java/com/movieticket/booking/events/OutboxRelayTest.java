package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.events.Broker.Outcome;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.SampleBookings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static com.movieticket.booking.testing.SampleBookings.cancelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** The relay between an outbox and a broker that do as they are told. */
class OutboxRelayTest {
    private static final Duration TAKE_OVER = Duration.ofSeconds(30);
    private static final int IN_FLIGHT = 8;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final OutboxInMemory outbox = new OutboxInMemory();
    private final ObedientBroker broker = new ObedientBroker();
    private final OutboxRelay relay = relay(Duration.ofDays(1));

    @AfterEach
    void stop() {
        broker.letGo();
        relay.close();
        assertThat(broker.sawDisorder()).as("two events of one booking at a time").isFalse();
    }

    @Test
    void an_event_just_written_is_published_at_once_and_leaves_the_outbox() {
        BookingEvent event = write(event());
        eventually(() -> assertThat(outbox.trail()).containsExactly(event));
        assertThat(outbox.backlog().events()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFIRMED", "UNROUTED"})
    void what_the_broker_has_handled_is_done(Outcome outcome) {
        broker.answers(outcome);
        BookingEvent event = write(event());
        eventually(() -> assertThat(outbox.trail()).containsExactly(event));
    }

    @Test
    void what_waits_behind_follows_in_order_and_never_at_the_same_time() {
        broker.hold();
        List<BookingEvent> events = eventsOfOneBooking();
        events.forEach(this::write);
        eventually(() -> assertThat(broker.received()).hasSize(1));
        broker.letGo();
        eventually(() -> assertThat(outbox.trail()).containsExactlyElementsOf(events));
        assertThat(broker.received()).containsExactlyElementsOf(events);
    }

    @ParameterizedTest
    @EnumSource(names = {"NACKED", "FAILED"})
    void what_the_broker_does_not_take_stays_and_is_published_by_a_later_pass(Outcome outcome) {
        broker.answers(outcome);
        List<BookingEvent> events = eventsOfOneBooking();
        events.forEach(this::write);
        eventually(() -> assertThat(broker.received()).containsExactly(events.getFirst()));
        assertThat(outbox.trail()).isEmpty();

        broker.answers(Outcome.CONFIRMED);
        passAfter(TAKE_OVER);
        assertThat(outbox.trail()).containsExactlyElementsOf(events);
    }

    @Test
    void what_a_pass_could_not_publish_is_tried_again_when_its_claim_has_lapsed() {
        outbox.add(event());
        broker.answers(Outcome.NACKED);
        passAfter(TAKE_OVER);
        assertThat(broker.received()).hasSize(1);

        broker.answers(Outcome.CONFIRMED);
        passAfter(TAKE_OVER.minusMillis(1));
        assertThat(broker.received()).hasSize(1);
        passAfter(Duration.ofMillis(1));
        assertThat(outbox.trail()).hasSize(1);
    }

    @Test
    void only_what_was_left_behind_is_taken_over() {
        BookingEvent event = event();
        outbox.add(event);
        passAfter(TAKE_OVER.minusMillis(1));
        assertThat(broker.received()).isEmpty();
        passAfter(Duration.ofMillis(1));
        assertThat(outbox.trail()).containsExactly(event);
    }

    @Test
    void an_event_under_way_in_this_instance_is_not_published_by_its_own_pass() {
        broker.hold();
        BookingEvent event = write(event());
        eventually(() -> assertThat(broker.received()).hasSize(1));
        passAfter(TAKE_OVER);
        broker.letGo();
        eventually(() -> assertThat(outbox.trail()).containsExactly(event));
        assertThat(broker.received()).containsExactly(event);
    }

    @Test
    void when_too_many_are_under_way_the_rest_waits_in_the_outbox() {
        broker.hold();
        IntStream.range(0, IN_FLIGHT).forEach(_ -> write(event()));
        eventually(() -> assertThat(broker.received()).hasSize(IN_FLIGHT));
        BookingEvent oneTooMany = write(event());
        passAfter(TAKE_OVER);
        assertThat(broker.received()).doesNotContain(oneTooMany);

        broker.letGo();
        eventually(() -> assertThat(outbox.trail()).hasSize(IN_FLIGHT));
        passAfter(Duration.ZERO);
        assertThat(outbox.trail()).contains(oneTooMany);
    }

    @Test
    void without_a_broker_events_wait_unclaimed_and_afterwards_one_pass_works_off_all_of_them() {
        broker.connected(false);
        List<BookingEvent> events = IntStream.range(0, 1000).mapToObj(_ -> write(event())).toList();
        passAfter(TAKE_OVER);
        assertThat(broker.received()).isEmpty();

        broker.connected(true);
        passAfter(Duration.ZERO);
        assertThat(outbox.trail()).containsExactlyInAnyOrderElementsOf(events);
        assertThat(broker.received()).hasSize(1000);
    }

    @Test
    void a_pass_gives_up_when_the_broker_takes_nothing() {
        broker.answers(Outcome.NACKED);
        IntStream.range(0, 1000).forEach(_ -> outbox.add(event()));
        passAfter(TAKE_OVER);
        assertThat(broker.received()).hasSize(IN_FLIGHT / 2);
    }

    @Test
    void new_events_find_room_while_a_backlog_is_worked_off() throws InterruptedException {
        IntStream.range(0, 100).forEach(_ -> outbox.add(event()));
        now.set(NOON.plus(TAKE_OVER));
        broker.hold();
        Thread pass = Thread.ofVirtual().start(relay::pass);
        eventually(() -> assertThat(broker.received()).hasSize(IN_FLIGHT / 2));

        BookingEvent fresh = write(event());
        eventually(() -> assertThat(broker.received()).contains(fresh));
        broker.letGo();
        pass.join();
        eventually(() -> assertThat(outbox.trail()).hasSize(101));
    }

    @Test
    void what_could_not_be_noted_as_published_is_published_again() {
        outbox.unavailable(true);
        BookingEvent event = write(event());
        eventually(() -> assertThat(broker.received()).hasSize(1));

        outbox.unavailable(false);
        eventually(() -> {
            passAfter(TAKE_OVER);
            assertThat(outbox.trail()).containsExactly(event);
        });
        assertThat(broker.received()).containsExactly(event, event);
    }

    @Test
    void a_booking_that_was_just_done_can_have_its_next_event_published_at_once() {
        List<BookingEvent> events = eventsOfOneBooking();
        for (int i = 0; i < events.size(); i++) {
            BookingEvent event = write(events.get(i));
            eventually(() -> assertThat(outbox.waiting(event.bookingId())).isEmpty());
        }
        assertThat(outbox.trail()).containsExactlyElementsOf(events);
    }

    @Test
    void a_broker_that_throws_does_no_harm() {
        var failing = new OutboxRelay(outbox, new Broker() {
            @Override
            public Outcome publish(BookingEvent event) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public boolean connected() {
                return true;
            }
        }, settings(Duration.ofDays(1)), now::get, new Random(1), _ -> { });
        BookingEvent event = event();
        outbox.add(event);

        assertThatCode(() -> failing.publish(event)).doesNotThrowAnyException();
        now.set(NOON.plus(TAKE_OVER));
        assertThatCode(failing::pass).doesNotThrowAnyException();
        failing.close();
        assertThat(outbox.waiting(event.bookingId())).isPresent();
    }

    @Test
    void the_poller_looks_again_and_again_whatever_happens() {
        try (var polling = relay(Duration.ofMillis(5))) {
            outbox.unavailable(true);
            BookingEvent event = event();
            outbox.add(event);
            now.set(NOON.plus(TAKE_OVER));
            polling.start();
            outbox.unavailable(false);
            eventually(() -> assertThat(outbox.trail()).containsExactly(event));

            BookingEvent another = event();
            outbox.add(another);
            eventually(() -> assertThat(outbox.trail()).containsExactly(event, another));
        }
    }

    @Test
    void closing_waits_for_what_is_under_way_and_takes_nothing_more() throws InterruptedException {
        broker.hold();
        List<BookingEvent> events = eventsOfOneBooking();
        events.forEach(this::write);
        eventually(() -> assertThat(broker.received()).hasSize(1));
        Thread closing = Thread.ofVirtual().start(relay::close);
        eventually(() -> assertThat(closing.getState()).isEqualTo(Thread.State.TIMED_WAITING));
        broker.letGo();
        closing.join();

        assertThat(outbox.trail()).as("with what waited behind it").containsExactlyElementsOf(events);
        BookingEvent late = write(event());
        passAfter(TAKE_OVER);
        assertThat(broker.received()).doesNotContain(late);
    }

    /** Writes as a use case does: stored first, then published if it stands first. */
    private BookingEvent write(BookingEvent event) {
        if (outbox.add(event)) {
            relay.publish(event);
        }
        return event;
    }

    private void passAfter(Duration time) {
        now.set(now.get().plus(time));
        relay.pass();
    }

    private OutboxRelay relay(Duration poll) {
        return new OutboxRelay(outbox, broker, settings(poll), now::get, new Random(1), _ -> { });
    }

    private static Settings.Outbox settings(Duration poll) {
        return new Settings.Outbox(IN_FLIGHT, TAKE_OVER, poll);
    }

    private static BookingEvent event() {
        return SampleBookings.created("user123", NOON).event().orElseThrow();
    }

    private static List<BookingEvent> eventsOfOneBooking() {
        var created = SampleBookings.created("user123", NOON);
        var charged = SampleBookings.charged(SampleBookings.charging(created.booking(), NOON).booking(), NOON);
        var confirmed = SampleBookings.confirmed(charged.booking(), NOON);
        return List.of(created.event().orElseThrow(), confirmed.event().orElseThrow(),
                cancelled(confirmed.booking(), NOON).event().orElseThrow());
    }

    private static void eventually(Runnable assertion) {
        Eventually.within(Duration.ofSeconds(10)).check(assertion);
    }
}

package com.movieticket.booking.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.workflow.Bookings.Written;
import com.movieticket.booking.workflow.Outbox.Backlog;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static com.movieticket.booking.testing.SampleBookings.cancelled;
import static com.movieticket.booking.testing.SampleBookings.charged;
import static com.movieticket.booking.testing.SampleBookings.charging;
import static com.movieticket.booking.testing.SampleBookings.confirmed;
import static com.movieticket.booking.testing.SampleBookings.created;
import static org.assertj.core.api.Assertions.assertThat;

/** Events wait with their bookings, in order, until the broker has them. */
class MongoOutboxTest {
    private static EmbeddedMongo mongo;

    private MongoStore store;
    private MongoBookings bookings;
    private MongoOutbox outbox;

    @BeforeAll
    static void startDatabase() {
        mongo = new EmbeddedMongo();
    }

    @AfterAll
    static void stopDatabase() {
        mongo.close();
    }

    @BeforeEach
    void connect() {
        store = MongoStore.open(mongo.settings("test_" + UUID.randomUUID()));
        store.createIndexes();
        bookings = new MongoBookings(store, new Random());
        outbox = new MongoOutbox(store, new Random(), Duration.ZERO);
    }

    @AfterEach
    void disconnect() {
        store.close();
    }

    @Test
    void a_published_event_goes_from_the_outbox_to_the_audit_trail() {
        Change created = add(NOON);
        BookingEvent event = created.event().orElseThrow();

        assertThat(outbox.published(event)).isEmpty();

        assertThat(document(created.booking())).doesNotContainKeys("outbox", "outbox_since", "relay_until", "relay_claim");
        BsonDocument trail = trail(event);
        assertThat(trail.getString("_id").getValue()).isEqualTo(event.id());
        assertThat(trail.get("timestamp").isDateTime()).isTrue();
        assertThat(EventDocuments.event(new Fields(trail))).isEqualTo(event);
    }

    @Test
    void what_waits_behind_a_published_event_is_told_oldest_first() {
        Change created = add(NOON);
        Change charging = charging(created.booking(), NOON);
        bookings.apply(charging);
        Change charged = charged(charging.booking(), NOON);
        bookings.apply(charged);
        Change confirmed = confirmed(charged.booking(), NOON.plusSeconds(1));
        bookings.apply(confirmed);
        Change cancelled = cancelled(confirmed.booking(), NOON.plusSeconds(2));
        bookings.apply(cancelled);

        assertThat(outbox.published(event(created))).containsExactly(event(confirmed), event(cancelled));
        assertThat(new Fields(document(created.booking())).time("outbox_since")).isEqualTo(NOON.plusSeconds(1));
        assertThat(outbox.published(event(confirmed))).containsExactly(event(cancelled));
        assertThat(outbox.published(event(cancelled))).isEmpty();
        assertThat(outbox.backlog()).isEqualTo(new Backlog(0, Optional.empty()));
    }

    @Test
    void noting_a_publication_twice_does_no_harm() {
        Change created = add(NOON);
        Change cancelled = cancelled(created.booking(), NOON.plusSeconds(1));
        bookings.apply(cancelled);

        assertThat(outbox.published(event(created))).containsExactly(event(cancelled));
        assertThat(outbox.published(event(created))).as("whoever noted it first goes on with it").isEmpty();
        assertThat(outbox.published(event(cancelled))).isEmpty();
        assertThat(outbox.published(event(cancelled))).isEmpty();
        assertThat(outbox.published(event(created))).isEmpty();
        assertThat(document(created.booking())).doesNotContainKeys("outbox", "outbox_since", "relay_until", "relay_claim");
    }

    @Test
    void taking_events_out_does_not_disturb_a_change_that_is_being_made() {
        Change created = add(NOON);
        Change cancelled = cancelled(created.booking(), NOON);
        outbox.published(event(created));
        assertThat(bookings.apply(cancelled)).isEqualTo(Written.FIRST);
    }

    @Test
    void many_that_are_noted_at_once_are_noted_each_in_its_own_way() throws Exception {
        List<Change> alone = IntStream.range(0, 50).mapToObj(_ -> add(NOON)).toList();
        List<Change> followed = IntStream.range(0, 50).mapToObj(_ -> add(NOON)).toList();
        List<Change> following = followed.stream().map(first -> cancelled(first.booking(), NOON)).toList();
        following.forEach(bookings::apply);
        List<Change> before = IntStream.range(0, 50).mapToObj(_ -> add(NOON)).toList();
        before.forEach(change -> outbox.published(event(change)));

        List<List<BookingEvent>> behind = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Stream.of(alone, followed, before).flatMap(List::stream)
                            .<Callable<List<BookingEvent>>>map(change -> () -> outbox.published(event(change))).toList())
                    .forEach(future -> behind.add(future.resultNow()));
        }

        assertThat(behind.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(
                following.stream().map(MongoOutboxTest::event).toList());
        assertThat(outbox.backlog().events()).isEqualTo(50);
        assertThat(Stream.of(alone, followed, before).flatMap(List::stream).map(change -> trail(event(change)))).hasSize(150);
    }

    @Test
    void events_left_behind_are_claimed_longest_waiting_first() {
        BookingEvent later = event(add(NOON.plusSeconds(1)));
        BookingEvent sooner = event(add(NOON));
        add(NOON.plusSeconds(10));
        Instant now = NOON.plusSeconds(11);

        assertThat(outbox.claim(NOON.plusSeconds(1), now, now.plusSeconds(30), 10).events()).containsExactly(sooner, later);
    }

    @Test
    void what_is_claimed_is_nobody_elses_until_the_claim_lapses() {
        BookingEvent event = event(add(NOON));
        Instant now = NOON.plusSeconds(10);
        Instant until = now.plusSeconds(30);

        assertThat(outbox.claim(NOON, now, until, 10).events()).containsExactly(event);
        assertThat(outbox.claim(NOON, now, until, 10).events()).isEmpty();
        assertThat(outbox.claim(NOON, until.minusMillis(1), until.plusSeconds(30), 10).events()).isEmpty();
        assertThat(outbox.claim(NOON, until, until.plusSeconds(30), 10).events()).containsExactly(event);
    }

    @Test
    void no_more_is_claimed_than_was_asked_for() {
        List<BookingEvent> events = IntStream.range(0, 5).mapToObj(i -> event(add(NOON.plusSeconds(i)))).toList();
        Instant now = NOON.plusSeconds(10);
        assertThat(outbox.claim(now, now, now.plusSeconds(30), 3).events()).containsExactlyElementsOf(events.subList(0, 3));
        assertThat(outbox.claim(now, now, now.plusSeconds(30), 3).events()).containsExactlyElementsOf(events.subList(3, 5));
    }

    @Test
    void of_many_who_claim_at_once_each_gets_others() throws Exception {
        List<BookingEvent> events = IntStream.range(0, 50).mapToObj(_ -> event(add(NOON))).toList();
        Instant now = NOON.plusSeconds(10);
        List<Callable<List<BookingEvent>>> claims = IntStream.range(0, 8)
                .<Callable<List<BookingEvent>>>mapToObj(_ -> () -> outbox.claim(now, now, now.plusSeconds(30), 20).events())
                .toList();

        List<BookingEvent> claimed = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(claims).forEach(future -> claimed.addAll(future.resultNow()));
        }
        List<BookingEvent> rest = new ArrayList<>(outbox.claim(now, now, now.plusSeconds(30), 50).events());
        rest.addAll(claimed);
        assertThat(rest).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void a_claim_ends_with_the_last_event() {
        Change created = add(NOON);
        Instant now = NOON.plusSeconds(10);
        outbox.claim(now, now, now.plusSeconds(30), 10);
        outbox.published(event(created));

        Change cancelled = cancelled(created.booking(), now);
        assertThat(bookings.apply(cancelled)).isEqualTo(Written.FIRST);
        assertThat(outbox.claim(now, now, now.plusSeconds(30), 10).events()).containsExactly(event(cancelled));
    }

    @Test
    void an_outbox_that_was_left_empty_but_marked_is_put_right() {
        Change created = add(NOON);
        store.await().all(store.bookings().updateOne(Filters.eq("_id", created.booking().id().value()),
                Updates.pull("outbox", Filters.eq("event_id", event(created).id()))));
        assertThat(document(created.booking())).containsKeys("outbox", "outbox_since");

        assertThat(outbox.claim(NOON, NOON, NOON.plusSeconds(30), 10).events()).isEmpty();
        assertThat(document(created.booking())).doesNotContainKeys("outbox", "outbox_since", "relay_until", "relay_claim");
    }

    @Test
    void an_event_that_cannot_be_read_does_not_keep_the_others_waiting() {
        Change spoilt = add(NOON);
        Change sound = add(NOON.plusSeconds(1));
        store.await().all(store.bookings().updateOne(Filters.eq("_id", spoilt.booking().id().value()),
                Updates.set("outbox.0.event_type", new BsonString("booking.unheard_of"))));

        assertThat(outbox.claim(NOON.plusSeconds(1), NOON, NOON.plusSeconds(30), 10).events()).containsExactly(event(sound));
    }

    @Test
    void the_backlog_counts_events_and_knows_the_oldest() {
        assertThat(outbox.backlog()).isEqualTo(new Backlog(0, Optional.empty()));

        add(NOON.plusSeconds(5));
        bookings.apply(cancelled(add(NOON).booking(), NOON.plusSeconds(9)));
        assertThat(outbox.backlog()).isEqualTo(new Backlog(3, Optional.of(NOON)));
    }

    @Test
    void changes_and_publications_at_the_same_time_lose_no_event_and_keep_their_order() throws Exception {
        for (int round = 0; round < 50; round++) {
            Change created = add(NOON);
            Change cancelled = cancelled(created.booking(), NOON.plusSeconds(1));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var publishing = threads.submit(() -> outbox.published(event(created)));
                var changing = threads.submit(() -> bookings.apply(cancelled));
                boolean relayGoesOn = publishing.get().equals(List.of(event(cancelled)));
                boolean writerPublishes = changing.get() == Written.FIRST;
                assertThat(relayGoesOn).as("exactly one of the two takes care of the second event")
                        .isNotEqualTo(writerPublishes);
            }
            assertThat(document(created.booking()).getArray("outbox")).hasSize(1);
            assertThat(outbox.published(event(cancelled))).isEmpty();
        }
    }

    private Change add(Instant at) {
        Change created = created("user123", at);
        bookings.add(created);
        return created;
    }

    private static BookingEvent event(Change change) {
        return change.event().orElseThrow();
    }

    private BsonDocument document(Booking booking) {
        return store.await().first(store.bookings().find(Filters.eq("_id", booking.id().value()))).orElseThrow();
    }

    private BsonDocument trail(BookingEvent event) {
        return store.await().first(store.bookingEvents().find(Filters.eq("_id", event.id()))).orElseThrow();
    }
}

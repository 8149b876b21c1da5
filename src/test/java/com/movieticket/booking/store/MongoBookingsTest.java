package com.movieticket.booking.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingStatus;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.PaymentMethod;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.workflow.Bookings.Due;
import com.movieticket.booking.workflow.Bookings.OfUser;
import com.movieticket.booking.workflow.Bookings.Written;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
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
import static com.movieticket.booking.testing.SampleBookings.change;
import static com.movieticket.booking.testing.SampleBookings.charged;
import static com.movieticket.booking.testing.SampleBookings.charging;
import static com.movieticket.booking.testing.SampleBookings.confirmed;
import static com.movieticket.booking.testing.SampleBookings.created;
import static com.movieticket.booking.testing.SampleBookings.lease;
import static com.movieticket.booking.testing.SampleBookings.refunded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Bookings in a database that speaks MongoDB's protocol. */
class MongoBookingsTest {
    private static EmbeddedMongo mongo;

    private MongoStore store;
    private MongoBookings bookings;

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
    }

    @AfterEach
    void disconnect() {
        store.close();
    }

    @Test
    void a_booking_is_found_again_in_every_state_on_its_way() {
        Booking booking = add(created("user123", NOON));
        booking = apply(charging(booking, NOON));
        booking = apply(change(booking.chargeUnverified(lease(NOON), NOON)));
        booking = apply(change(booking.notCharged(Optional.of("Insufficient funds"), NOON)));
        booking = apply(charging(booking, NOON));
        booking = apply(charged(booking, NOON));
        booking = apply(confirmed(booking, NOON));
        booking = apply(cancelled(booking, NOON));
        booking = apply(change(booking.refundPutOff(lease(NOON), NOON)));
        booking = apply(refunded(booking, NOON));

        assertThat(booking.status()).isEqualTo(BookingStatus.REFUNDED);
        BsonDocument document = document(booking.id());
        assertThat(document).doesNotContainKeys("due_at", "work").containsKey("confirmed_at");
    }

    @Test
    void what_a_booking_has_no_more_is_absent_and_not_null() {
        Booking booking = add(created("user123", NOON));
        booking = apply(charging(booking, NOON));
        assertThat(document(booking.id())).containsKeys("work", "due_at", "user_email");

        booking = apply(change(booking.notCharged(Optional.empty(), NOON)));
        assertThat(document(booking.id())).doesNotContainKey("work");

        apply(change(booking.startCharging(PaymentMethod.PAYPAL, Optional.empty(),
                Showing.UNKNOWN, lease(NOON), NOON)));
        assertThat(document(booking.id()))
                .doesNotContainKeys("user_email", "movie_title", "cinema_name", "showtime");
    }

    @Test
    void an_unknown_booking_is_not_found() {
        assertThat(bookings.find(new BookingId("nobody"))).isEmpty();
    }

    @Test
    void a_change_from_an_old_version_is_overtaken_and_leaves_no_trace() {
        Booking booking = add(created("user123", NOON));
        apply(charging(booking, NOON));
        BsonDocument before = document(booking.id());

        assertThat(bookings.apply(cancelled(booking, NOON))).isEqualTo(Written.OVERTAKEN);
        assertThat(document(booking.id())).isEqualTo(before);
    }

    @Test
    void a_change_of_a_booking_that_is_not_there_is_overtaken() {
        Booking booking = created("user123", NOON).booking();
        assertThat(bookings.apply(charging(booking, NOON))).isEqualTo(Written.OVERTAKEN);
        assertThat(bookings.find(booking.id())).isEmpty();
    }

    @Test
    void of_many_who_claim_the_same_step_exactly_one_wins() throws Exception {
        Booking booking = add(created("user123", NOON));
        List<Callable<Written>> claims = IntStream.range(0, 32)
                .<Callable<Written>>mapToObj(_ -> () -> bookings.apply(charging(booking, NOON))).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Written> written = threads.invokeAll(claims).stream().map(future -> future.resultNow()).toList();
            assertThat(written).hasSize(32).containsOnlyOnce(Written.FIRST).doesNotContain(Written.BEHIND);
        }
    }

    @Test
    void an_event_stands_first_until_another_waits_before_it() {
        Booking booking = add(created("user123", NOON));
        assertThat(bookings.apply(cancelled(booking, NOON))).isEqualTo(Written.BEHIND);

        Change created = created("user123", NOON);
        bookings.add(created);
        new MongoOutbox(store, new Random()).published(created.event().orElseThrow());
        assertThat(bookings.apply(cancelled(created.booking(), NOON))).isEqualTo(Written.FIRST);
    }

    @Test
    void adding_a_booking_again_after_a_lost_answer_does_no_harm() {
        Change created = created("user123", NOON);
        bookings.add(created);
        bookings.add(created);
        assertThat(bookings.find(created.booking().id())).contains(created.booking());
        assertThat(document(created.booking().id()).getArray("outbox")).hasSize(1);
    }

    @Test
    void another_booking_of_the_same_id_keeps_its_place() {
        Change created = created("id-1", "user123", NOON);
        bookings.add(created);
        assertThat(bookings.add(created("id-1", "user123", NOON.plusMillis(1)))).isEqualTo(Written.OVERTAKEN);
        assertThat(bookings.find(created.booking().id())).contains(created.booking());
    }

    @Test
    void a_user_sees_the_newest_bookings_first() {
        Booking first = add(created("user123", NOON));
        Booking third = add(created("user123", NOON.plusSeconds(2)));
        Booking second = add(created("user123", NOON.plusSeconds(1)));
        add(created("somebody", NOON));

        assertThat(ofUser("user123", Optional.empty(), 10)).containsExactly(third, second, first);
        assertThat(ofUser("user123", Optional.empty(), 2)).containsExactly(third, second);
        assertThat(ofUser("user123", Optional.of(second.createdAt()), 10)).containsExactly(first);
        assertThat(ofUser("nobody", Optional.empty(), 10)).isEmpty();
    }

    @Test
    void bookings_of_the_same_millisecond_always_come_in_the_same_order() {
        Stream.of("b", "c", "a").forEach(id -> add(created(id, "user123", NOON)));
        assertThat(ofUser("user123", Optional.empty(), 10)).extracting(booking -> booking.id().value())
                .containsExactly("c", "b", "a");
    }

    @Test
    void a_user_may_ask_for_one_status_only() {
        add(created("user123", NOON));
        Booking cancelled = apply(cancelled(add(created("user123", NOON)), NOON));
        assertThat(bookings.find(new OfUser(new UserId("user123"), Optional.of(BookingStatus.CANCELLED),
                Optional.empty(), 10))).containsExactly(cancelled);
    }

    @Test
    void a_long_list_comes_whole() {
        IntStream.range(0, 250).forEach(i -> add(created("user123", NOON.plusSeconds(i))));
        assertThat(ofUser("user123", Optional.empty(), 1000)).hasSize(250);
    }

    @Test
    void operators_in_what_a_client_sends_are_only_text() {
        add(created("user123", NOON));
        for (String hostile : List.of("$where", "{\"$gt\":\"\"}", "{$ne:null}", "user123\",\"x\":\"")) {
            assertThat(ofUser(hostile, Optional.empty(), 10)).isEmpty();
            assertThat(bookings.find(new BookingId(hostile))).isEmpty();
        }
        Booking booking = add(created("$where", NOON));
        assertThat(ofUser("$where", Optional.empty(), 10)).containsExactly(booking);
    }

    @Test
    void unpaid_bookings_are_due_when_their_lock_has_run_out_longest_overdue_first() {
        Booking later = add(created("user123", NOON.plusSeconds(1)));
        Booking sooner = add(created("user123", NOON));
        Booking declined = apply(change(apply(charging(add(created("user123", NOON.minusSeconds(1))), NOON))
                .notCharged(Optional.of("no"), NOON)));
        apply(cancelled(add(created("user123", NOON)), NOON));
        Instant expiry = sooner.lock().expiresAt();

        assertThat(bookings.due(Due.EXPIRY, expiry.minusSeconds(2), 10)).isEmpty();
        assertThat(bookings.due(Due.EXPIRY, expiry, 10)).containsExactly(declined, sooner);
        assertThat(bookings.due(Due.EXPIRY, expiry.plusSeconds(1), 10)).containsExactly(declined, sooner, later);
        assertThat(bookings.due(Due.EXPIRY, expiry.plusSeconds(1), 2)).containsExactly(declined, sooner);
        assertThat(bookings.due(Due.PAYMENT, expiry.plusSeconds(600), 10)).isEmpty();
    }

    @Test
    void payments_and_refunds_are_due_when_their_lease_has_run_out() {
        Booking charging = apply(charging(add(created("user123", NOON)), NOON));
        Booking unverified = apply(change(apply(charging(add(created("user123", NOON)), NOON))
                .chargeUnverified(lease(NOON.plusSeconds(1)), NOON)));
        Booking charged = apply(charged(apply(charging(add(created("user123", NOON)), NOON)), NOON.plusSeconds(2)));
        Booking paid = apply(charged(apply(charging(add(created("user123", NOON)), NOON)), NOON));
        Booking refunding = apply(change(paid.seatsRefused("sold out", lease(NOON), NOON)));
        Booking confirmed = apply(confirmed(
                apply(charged(apply(charging(add(created("user123", NOON)), NOON)), NOON)), NOON));
        Instant late = NOON.plusSeconds(3600);

        assertThat(bookings.due(Due.PAYMENT, late, 10)).containsExactly(charging, unverified, charged);
        assertThat(bookings.due(Due.PAYMENT, NOON.plusSeconds(59), 10)).isEmpty();
        assertThat(bookings.due(Due.REFUND, late, 10)).containsExactly(refunding);
        assertThat(bookings.due(Due.EXPIRY, late, 10)).isEmpty();
        assertThat(document(confirmed.id())).doesNotContainKey("due_at");
    }

    @Test
    void a_spoilt_booking_does_not_keep_the_others_waiting() {
        Booking spoilt = add(created("user123", NOON));
        Booking sound = add(created("user123", NOON.plusSeconds(1)));
        store.await().all(store.bookings().updateOne(Filters.eq("_id", spoilt.id().value()), Updates.unset("seats")));

        assertThat(bookings.due(Due.EXPIRY, NOON.plusSeconds(600), 10)).containsExactly(sound);
        assertThatThrownBy(() -> bookings.find(spoilt.id())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seats");
    }

    @Test
    void an_amount_is_stored_as_a_double_and_read_to_the_cent() {
        Change change = created("user123", NOON);
        Booking b = change.booking();
        Booking dear = new Booking(b.id(), 1, b.userId(), b.userEmail(), b.showtimeId(), b.showing(), b.seats(),
                Money.of(999_999_999.99), new SeatLock("lock", NOON), b.state(),
                b.createdAt(), b.updatedAt());
        bookings.add(new Change(dear, Optional.empty()));

        assertThat(document(b.id()).get("total_amount").isDouble()).isTrue();
        assertThat(bookings.find(b.id()).orElseThrow().total()).hasToString("999999999.99");
        assertThat(document(b.id())).doesNotContainKeys("outbox", "outbox_since");
    }

    private Booking add(Change created) {
        bookings.add(created);
        assertThat(bookings.find(created.booking().id())).contains(created.booking());
        return created.booking();
    }

    private Booking apply(Change change) {
        assertThat(bookings.apply(change)).isNotEqualTo(Written.OVERTAKEN);
        assertThat(bookings.find(change.booking().id())).contains(change.booking());
        return change.booking();
    }

    private List<Booking> ofUser(String user, Optional<Instant> before, int limit) {
        return bookings.find(new OfUser(new UserId(user), Optional.empty(), before, limit));
    }

    private BsonDocument document(BookingId id) {
        return store.await().first(store.bookings().find(Filters.eq("_id", id.value()))).orElseThrow();
    }
}

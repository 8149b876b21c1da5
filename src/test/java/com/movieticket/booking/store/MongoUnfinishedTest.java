package com.movieticket.booking.store;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.testing.SampleBookings;
import com.movieticket.booking.workflow.Unfinished.Refunds;
import com.movieticket.booking.workflow.Unfinished.SeatLocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;

import static com.movieticket.booking.testing.SampleBookings.NOON;
import static com.movieticket.booking.testing.SampleBookings.change;
import static com.movieticket.booking.testing.SampleBookings.created;
import static com.movieticket.booking.testing.SampleBookings.lease;
import static org.assertj.core.api.Assertions.assertThat;

/** What is unfinished is counted, and nothing that is finished. */
class MongoUnfinishedTest {
    /** What happens to a booking next. */
    private interface Step {
        Change apply(Booking booking, Instant at);
    }

    private final EmbeddedMongo mongo = new EmbeddedMongo();
    private final MongoStore store = MongoStore.open(mongo.settings("cinema"));
    private final MongoBookings bookings = new MongoBookings(store, new Random(1));
    private final MongoUnfinished unfinished = new MongoUnfinished(store);

    @AfterEach
    void close() {
        store.close();
        mongo.close();
    }

    @Test
    void nothing_is_unfinished_where_nothing_is() {
        assertThat(unfinished.seatLocks(NOON)).isEqualTo(new SeatLocks(0, 0));
        assertThat(unfinished.refunds()).isEqualTo(new Refunds(0, Optional.empty()));
    }

    /** Locks hold for five minutes. */
    @Test
    void seat_locks_are_those_of_unpaid_bookings_that_nobody_is_paying() {
        lived(NOON);
        lived(NOON.plusSeconds(60));
        Booking declined = lived(NOON, SampleBookings::charging);
        bookings.apply(change(declined.notCharged(Optional.of("no money"), NOON)));
        lived(NOON, SampleBookings::charging);
        lived(NOON, SampleBookings::cancelled);
        lived(NOON, SampleBookings::charging, SampleBookings::charged, SampleBookings::confirmed);
        assertThat(unfinished.seatLocks(NOON)).isEqualTo(new SeatLocks(3, 0));
        assertThat(unfinished.seatLocks(NOON.plusSeconds(300))).isEqualTo(new SeatLocks(1, 2));
        assertThat(unfinished.seatLocks(NOON.plusSeconds(360))).isEqualTo(new SeatLocks(0, 3));
    }

    @Test
    void a_refund_waits_since_its_cancellation_or_else_since_its_charge() {
        Booking refused = lived(NOON.plusSeconds(5), SampleBookings::charging, SampleBookings::charged);
        bookings.apply(change(refused.seatsRefused("taken", lease(NOON.plusSeconds(7)), NOON.plusSeconds(7))));
        assertThat(unfinished.refunds()).isEqualTo(new Refunds(1, Optional.of(NOON.plusSeconds(5))));
        lived(NOON, SampleBookings::charging, SampleBookings::charged, SampleBookings::confirmed,
                (booking, at) -> SampleBookings.cancelled(booking, at.plusSeconds(60)));
        lived(NOON, SampleBookings::charging, SampleBookings::charged, SampleBookings::confirmed,
                SampleBookings::cancelled, SampleBookings::refunded);
        assertThat(unfinished.refunds()).isEqualTo(new Refunds(2, Optional.of(NOON.plusSeconds(5))));
    }

    private Booking lived(Instant at, Step... life) {
        Change change = created("user123", at);
        bookings.add(change);
        for (Step step : life) {
            change = step.apply(change.booking(), at);
            bookings.apply(change);
        }
        return change.booking();
    }
}

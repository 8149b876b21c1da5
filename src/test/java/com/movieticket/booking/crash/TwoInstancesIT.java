package com.movieticket.booking.crash;

import com.movieticket.booking.frontdoor.Audience;
import com.movieticket.booking.frontdoor.Audience.Heard;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;
import com.movieticket.booking.store.MongoBookings;
import com.movieticket.booking.store.MongoStore;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.SampleBookings;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances expire the same bookings, and do not step on each other's feet. */
class TwoInstancesIT {
    private static final int BOOKINGS = Scale.of(10_000);
    private static final int EXPIRED = 2; // its version: the second write

    @Test
    void each_booking_expires_once_and_few_claims_are_lost() throws Exception {
        try (var neighbourhood = Neighbourhood.start();
             var kept = new Kept(neighbourhood.environment().get(Neighbour.MONGODB.urlVariable()))) {
            String broker = neighbourhood.environment().get(Neighbour.RABBITMQ.urlVariable());
            Audience.at(broker).close(); // its queue stays
            Settings settings = settings(neighbourhood.environment());
            book(settings);
            long start = System.nanoTime();
            try (var one = SweepingInstance.start("one", settings); var other = SweepingInstance.start("other", settings)) {
                Eventually.within(Duration.ofMinutes(2)).every(Duration.ofMillis(250)).check(() ->
                        assertThat(kept.unfinished()).as("bookings that have not expired").isEmpty());
                double lost = 100.0 * (one.lost() + other.lost())
                        / (one.done() + other.done() + one.lost() + other.lost());
                System.out.printf("TwoInstancesIT: expired %d + %d, claims lost %d + %d = %.1f %%, in %d ms%n", one.done(),
                        other.done(), one.lost(), other.lost(), lost, (System.nanoTime() - start) / 1_000_000);
                assertThat(one.done() + other.done()).isEqualTo(BOOKINGS);
                assertThat(one.done()).as("each does its share").isPositive();
                assertThat(other.done()).as("each does its share").isPositive();
                assertThat(lost).as("per cent of the claims lost").isLessThanOrEqualTo(5);
            }
            Map<String, BsonDocument> bookings = kept.bookings();
            List<Heard> heard = Audience.everything(broker);
            assertThat(bookings.values()).hasSize(BOOKINGS)
                    .allSatisfy(booking -> assertThat(booking.getInt64("version").getValue()).isEqualTo(EXPIRED));
            new Reconciliation(bookings).ended().events(heard, kept.trail()).balances();
        }
    }

    private static Settings settings(Map<String, String> neighbours) {
        var environment = new HashMap<>(neighbours);
        environment.put("OUTBOX_TAKE_OVER", "5s");
        return switch (SettingsReader.read(environment)) {
            case Accepted(var settings) -> settings;
            case Refused refused -> throw new AssertionError(refused.report());
        };
    }

    /** All unpaid, the seat locks long gone. */
    private static void book(Settings settings) {
        Instant longAgo = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(1));
        try (var store = MongoStore.open(settings.mongodb());
             var threads = Executors.newFixedThreadPool(8)) {
            store.createIndexes();
            var bookings = new MongoBookings(store, new Random());
            for (int i = 0; i < BOOKINGS; i++) {
                Instant created = longAgo.plusMillis(i);
                threads.execute(() -> bookings.add(SampleBookings.created("user123", created)));
            }
        }
    }
}

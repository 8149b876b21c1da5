package com.movieticket.booking.bench;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Money;
import com.movieticket.booking.booking.SeatLock;
import com.movieticket.booking.booking.SeatNumbers;
import com.movieticket.booking.booking.Showing;
import com.movieticket.booking.booking.ShowtimeId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.store.InBulk;
import com.movieticket.booking.store.MongoStore;
import com.movieticket.booking.testing.EmbeddedMongo;
import com.movieticket.booking.testing.SampleBookings;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Bookings that are in the database before anything is measured. */
final class StoredBookings {
    private static final int BATCH = 1_000;

    private StoredBookings() {
    }

    /** Confirmed ones, with nothing left to be done about them. */
    static void addConfirmed(String mongodb, int from, int to) {
        add(mongodb, from, to, StoredBookings::confirmed);
    }

    /** Unpaid ones whose time is over. */
    static void addOverdue(String mongodb, int from, int to) {
        add(mongodb, from, to, number -> created(number, now().minus(Duration.ofHours(1))).booking());
    }

    static String id(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }

    /** One of the first so many. */
    static String anyId(int count) {
        return id(ThreadLocalRandom.current().nextInt(count));
    }

    private interface Numbered {
        Booking booking(int number);
    }

    private static void add(String mongodb, int from, int to, Numbered bookings) {
        try (var store = MongoStore.open(EmbeddedMongo.settings(mongodb, Duration.ofMinutes(1)))) {
            store.createIndexes();
            for (int begin = from; begin < to; begin += BATCH) {
                InBulk.insert(store, IntStream.range(begin, Math.min(begin + BATCH, to)).mapToObj(bookings::booking)
                        .toList());
            }
        }
    }

    private static Booking confirmed(int number) {
        Instant now = now();
        Booking charging = SampleBookings.charging(created(number, now).booking(), now).booking();
        return SampleBookings.confirmed(SampleBookings.charged(charging, now).booking(), now).booking();
    }

    private static Change created(int number, Instant at) {
        return Booking.created(new BookingId(id(number)), new UserId("user" + number % 1000), Optional.of("ada@example.org"),
                new ShowtimeId("show456"),
                new Showing(Optional.of("Metropolis"), Optional.of("Babylon"), Optional.of(at.plusSeconds(7200))),
                new SeatNumbers(List.of("A1", "A2")), Money.of(30), new SeatLock("lock_" + number, at.plusSeconds(300)),
                SampleBookings.occasion(at));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}

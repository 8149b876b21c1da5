package com.movieticket.booking.crash;

import com.movieticket.booking.booking.IdempotencyKey;
import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.frontdoor.Answer;
import com.movieticket.booking.frontdoor.Audience;
import com.movieticket.booking.frontdoor.House;
import com.movieticket.booking.sandbox.MongoStandIn;
import com.movieticket.booking.sandbox.Neighbour;
import com.movieticket.booking.sandbox.Showtime;
import com.movieticket.booking.sandbox.TestCard;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.FaultyWire;
import com.movieticket.booking.testing.FaultyWire.Interference.Verdict;
import com.movieticket.booking.testing.FaultyWire.Protocol;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connection to MongoDB is torn at every write of every use case, once before the write arrives and once instead of
 * its answer; in every build at a fifth of them. Whatever the driver and we make of that, afterwards money, seats and events balance.
 */
class TornWritesIT {
    private static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("MONGODB_TIMEOUT", "1s"), Map.entry("USERS_TIMEOUT", "1s"), Map.entry("CINEMA_TIMEOUT", "500ms"),
            Map.entry("PAYMENTS_TIMEOUT", "500ms"), Map.entry("PAYMENTS_SETTLE", "2s"), Map.entry("PAYMENTS_LEASE", "6s"),
            Map.entry("SEAT_LOCK_SECONDS", "10"), Map.entry("RABBITMQ_TIMEOUT", "1s"), Map.entry("OUTBOX_TAKE_OVER", "2s"),
            Map.entry("SWEEPERS_EVERY", "250ms"));
    private static final int ASKED_AGAIN = 10;
    /** A torn connection makes the driver give up all that there are, so every tear disturbs a few others as well. */
    private static final int AT_ONCE = 8;

    /** What somebody does, from the first request on; the rest is done without them. */
    private enum Story {
        FORGOTTEN("showtime"), PAID("showtime", TestCard.APPROVED), DECLINED_THEN_PAID("showtime", TestCard.DECLINED,
                TestCard.APPROVED), PAID_WITH_A_LOST_ANSWER("showtime", TestCard.BROKEN),
        PAID_AND_REFUSED_BY_THE_CINEMA("showtime_unconfirmable", TestCard.APPROVED),
        CANCELLED("showtime"), PAID_AND_CANCELLED("showtime", TestCard.APPROVED);

        private final String showtime;
        private final List<TestCard> cards;

        Story(String showtime, TestCard... cards) {
            this.showtime = showtime;
            this.cards = List.of(cards);
        }

        boolean endsInCancelling() {
            return this == CANCELLED || this == PAID_AND_CANCELLED;
        }
    }

    private final Told told = Told.nothing();
    private final Map<String, AtomicInteger> seatsTaken = new ConcurrentHashMap<>();

    @Test
    void wherever_the_connection_to_the_database_is_torn_nothing_is_lost_or_done_twice() throws Exception {
        var tears = new Tears();
        try (var mongo = MongoStandIn.start(0);
             var wire = FaultyWire.to(mongo.port(), Protocol.MONGODB, tears);
             var house = House.open(environment(wire.through(mongo.url())));
             var kept = new Kept(mongo.url())) {
            var broker = house.neighbourhood().standIn(Neighbour.RABBITMQ).orElseThrow().url();
            Audience.at(broker).close(); // its queue stays
            var showtimes = List.of("showtime_unconfirmable", "untorn", "showtime-1", "showtime-2");
            var seatMap = house.neighbourhood().cinema().seatMap();
            showtimes.stream().skip(1).forEach(it -> seatMap.add(Showtime.open(it, Instant.now().plusSeconds(86_400))));

            Map<Story, Integer> writes = Scale.FULL ? told(house, tears, kept) : supposed();
            tear(house, tears, writes);
            rest(kept);

            assertThat(tears.met()).as("connections torn").isPositive();
            System.out.printf("TornWritesIT: %d connections torn%n", tears.met());
            var heard = Audience.everything(broker);
            new Reconciliation(kept.bookings()).ended().told(told)
                    .money(house.neighbourhood().payments().ledger().entries())
                    .seats(seatMap, showtimes)
                    .events(heard, kept.trail())
                    .balances();
        }
    }

    /** How many writes each story takes when nothing is torn. */
    private Map<Story, Integer> told(House house, Tears tears, Kept kept) {
        var bookings = new EnumMap<Story, String>(Story.class);
        for (Story story : Story.values()) {
            bookings.put(story, tell(house, tears, story, "untorn", 0, Verdict.PASS));
        }
        rest(kept);
        var writes = new EnumMap<Story, Integer>(Story.class);
        bookings.forEach((story, booking) -> writes.put(story, tears.writes(booking)));
        return writes;
    }

    /** All of them have at least so many; finding out how many takes as long as tearing them. */
    private static Map<Story, Integer> supposed() {
        return Stream.of(Story.values()).collect(Collectors.toMap(story -> story, _ -> 6));
    }

    private void tear(House house, Tears tears, Map<Story, Integer> writes) throws Exception {
        long seed = Seed.drawn();
        System.out.println("TornWritesIT: -Dcrash.seed=" + seed);
        var random = new Random(seed);
        var stories = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Verdict kind : List.of(Verdict.RESET_BEFORE, Verdict.RESET_INSTEAD_OF_THE_ANSWER)) {
                String showtime = kind == Verdict.RESET_BEFORE ? "showtime-1" : "showtime-2";
                writes.forEach((story, count) -> {
                    for (int write = 1; write <= count; write++) {
                        int torn = write;
                        if (!Scale.FULL && random.nextInt(5) > 0) {
                            continue;
                        }
                        stories.add(threads.submit(() -> tell(house, tears, story, showtime, torn, kind)));
                    }
                });
            }
        }
        for (Future<?> story : stories) {
            story.get(); // so that what went wrong there is heard here
        }
        System.out.printf("TornWritesIT: %d stories told, of so many writes: %s%n", stories.size(), writes);
    }

    /** Tells a story and returns its booking, which the key decides on. */
    private String tell(House house, Tears tears, Story story, String showtime, int write, Verdict kind) {
        String key = "%s-%d-%s".formatted(story, write, kind);
        String booking = new IdempotencyKey(key).bookingOf(new UserId("user123")).value();
        tears.plan(booking, write, kind);
        String where = story.showtime.equals("showtime") ? showtime : story.showtime;
        String creation = House.creation("user123", where, List.of(seat(where)));
        if (!succeeds(house, creation, "create_booking", "Idempotency-Key", key)) {
            throw new AssertionError(key + " could not be booked");
        }
        told.created().add(booking);
        for (TestCard card : story.cards) {
            if (succeeds(house, House.payment(booking, card.number()), "process_payment")) {
                told.paid().add(booking);
            }
        }
        if (story.endsInCancelling()) {
            told.givenUp().add(booking);
            if (succeeds(house, House.cancellation(booking), "cancel_booking")) {
                told.cancelled().add(booking);
            }
        }
        return booking;
    }

    /** People who hear of an error try again. */
    private static boolean succeeds(House house, String document, String mutation, String... headers) {
        for (int i = 0; i < ASKED_AGAIN; i++) {
            Answer answer = Answer.of(house.asking(document, headers).join());
            if (!answer.has("errors")) {
                return answer.flag("data." + mutation + ".success");
            }
        }
        return false;
    }

    /** A seat that no other story wants. */
    private String seat(String showtime) {
        int seat = seatsTaken.computeIfAbsent(showtime, _ -> new AtomicInteger()).getAndIncrement();
        return (char) ('A' + seat / 12) + String.valueOf(1 + seat % 12);
    }

    private static void rest(Kept kept) {
        Eventually.within(Duration.ofSeconds(60)).every(Duration.ofMillis(250))
                .check(() -> assertThat(kept.unfinished()).as("bookings that have not come to rest").isEmpty());
    }

    private static Map<String, String> environment(String mongodb) {
        var environment = new HashMap<>(QUICK);
        environment.put(Neighbour.MONGODB.urlVariable(), mongodb);
        return environment;
    }
}

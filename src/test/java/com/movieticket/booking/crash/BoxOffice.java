package com.movieticket.booking.crash;

import com.movieticket.booking.sandbox.SeatMap;
import com.movieticket.booking.sandbox.Showtime;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Seats to be had in many showtimes, in an order of chance; some are offered to more than one customer. Thread-safe. */
final class BoxOffice {
    /** What a customer may ask for: one seat, or two next to each other. */
    record Offer(String showtime, List<String> seats) {
    }

    /** One in so many customers wants what an earlier one wanted. */
    private static final int CONTENDED = 10;
    /** One in so many customers wants seats whose confirmation the cinema always refuses. */
    private static final int UNCONFIRMABLE = 30;
    private static final int PAIRS_PER_ROW = 3;
    private static final int SEATS_PER_ROW = 12;

    private final List<Offer> offers;
    private final List<String> showtimes;
    private final AtomicInteger next = new AtomicInteger();

    private BoxOffice(List<String> showtimes, List<Offer> offers) {
        this.showtimes = showtimes;
        this.offers = offers;
    }

    /** Opens showtimes enough for so many offers. */
    static BoxOffice open(SeatMap seatMap, int offers, long seed) {
        var showtimes = new ArrayList<>(List.of("showtime_unconfirmable"));
        var all = new ArrayList<Offer>();
        Instant evening = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(7, ChronoUnit.DAYS);
        while (all.size() < offers) {
            String showtime = "showtime-" + showtimes.size();
            seatMap.add(Showtime.open(showtime, evening));
            showtimes.add(showtime);
            for (char row = 'A'; row <= 'J'; row++) {
                all.addAll(row(showtime, row));
            }
        }
        Collections.shuffle(all, new Random(seed));
        return new BoxOffice(List.copyOf(showtimes), all);
    }

    private static List<Offer> row(String showtime, char row) {
        var offers = new ArrayList<Offer>();
        int seat = 1;
        for (; seat <= 2 * PAIRS_PER_ROW; seat += 2) {
            offers.add(new Offer(showtime, List.of(row + String.valueOf(seat), row + String.valueOf(seat + 1))));
        }
        for (; seat <= SEATS_PER_ROW; seat++) {
            offers.add(new Offer(showtime, List.of(row + String.valueOf(seat))));
        }
        return offers;
    }

    Offer offer(RandomGenerator random) {
        if (random.nextInt(UNCONFIRMABLE) == 0) {
            char row = (char) ('A' + random.nextInt(10));
            return new Offer(showtimes.getFirst(), List.of(row + String.valueOf(1 + random.nextInt(SEATS_PER_ROW))));
        }
        int sold = next.get();
        if (sold > 0 && random.nextInt(CONTENDED) == 0) {
            return offers.get(random.nextInt(Math.min(sold, offers.size())));
        }
        int index = next.getAndIncrement();
        if (index >= offers.size()) {
            throw new AssertionError("all " + offers.size() + " offers are taken");
        }
        return offers.get(index);
    }

    /** All showtimes that seats are offered of. */
    List<String> showtimes() {
        return showtimes;
    }
}

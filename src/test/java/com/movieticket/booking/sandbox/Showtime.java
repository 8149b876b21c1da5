package com.movieticket.booking.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * One showing of a movie in the cinema stand-in.
 *
 * @param price of a seat
 * @param seats all that there are, in the order of the hall
 * @param sale  whether seats can be had
 */
public record Showtime(String id, String movie, String cinema, Instant start, double price,
                       SequencedSet<String> seats, Sale sale) {
    /** How selling goes. */
    public enum Sale {
        /** As it should. */
        OPEN,
        /** Seats can be locked, but no confirmation ever succeeds. */
        UNCONFIRMABLE,
        /** Every seat is sold from the start. */
        SOLD_OUT
    }

    /** How long every movie lasts. */
    static final Duration LENGTH = Duration.ofMinutes(128);

    /** An open showtime in the usual hall, 15.00 a seat. */
    public static Showtime open(String id, Instant start) {
        return usual(id, "The Grand Budapest Hotel", start, Sale.OPEN);
    }

    /** The showtimes of the API document and two that go wrong, on the evening a week from now. */
    static List<Showtime> programme(Instant now) {
        var evening = now.truncatedTo(ChronoUnit.DAYS).plus(7, ChronoUnit.DAYS).plus(20, ChronoUnit.HOURS);
        return List.of(
                open("show456", evening),
                usual("test_showtime_456", "Metropolis", evening, Sale.OPEN),
                usual("showtime_123", "Spirited Away", evening, Sale.OPEN),
                usual("showtime_unconfirmable", "Groundhog Day", evening, Sale.UNCONFIRMABLE),
                usual("showtime_soldout", "Casablanca", evening, Sale.SOLD_OUT));
    }

    /** Rows A to J, seats 1 to 12. */
    static SequencedSet<String> hall() {
        var seats = new LinkedHashSet<String>();
        for (char row = 'A'; row <= 'J'; row++) {
            for (int seat = 1; seat <= 12; seat++) {
                seats.add(row + Integer.toString(seat));
            }
        }
        return seats;
    }

    private static Showtime usual(String id, String movie, Instant start, Sale sale) {
        return new Showtime(id, movie, "Lumière", start, 15.00, hall(), sale);
    }
}

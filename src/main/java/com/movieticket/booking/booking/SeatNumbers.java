package com.movieticket.booking.booking;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The seats of one booking, in the order in which they were asked for.
 *
 * @param values 1 to {@value #LIMIT} different seat numbers such as {@code A1}: 1 to 16 letters, digits, {@code -} or
 *               {@code _}
 */
public record SeatNumbers(List<String> values) {
    /** No booking of any configuration has more seats than this. */
    public static final int LIMIT = 100;

    private static final Pattern SEAT = Pattern.compile("[A-Za-z0-9_-]{1,16}");

    /** @throws InvalidArgumentException naming {@code seat_numbers} */
    public SeatNumbers {
        if (values.isEmpty()) {
            throw new InvalidArgumentException("seat_numbers", "must name at least one seat");
        }
        if (values.size() > LIMIT) {
            throw new InvalidArgumentException("seat_numbers", "must name at most " + LIMIT + " seats");
        }
        values = List.copyOf(values);
        var seen = new HashSet<String>();
        for (String seat : values) {
            if (!SEAT.matcher(seat).matches()) {
                throw new InvalidArgumentException("seat_numbers",
                        "must be seat numbers of 1 to 16 letters, digits, '-' or '_', such as A1");
            }
            if (!seen.add(seat)) {
                throw new InvalidArgumentException("seat_numbers", "must not name a seat twice");
            }
        }
    }

    /** How many seats, at least 1. */
    public int count() {
        return values.size();
    }

    /** As people write them: {@code A1, A2}. */
    @Override
    public String toString() {
        return String.join(", ", values);
    }
}

package com.movieticket.booking.resilience;

/**
 * A kind of call to a neighbour.
 *
 * @param name       for logs and metrics: {@code find}
 * @param repeatable whether doing it twice is the same as doing it once, whatever the neighbour has understood of the
 *                   first time; nothing else is ever tried again
 */
public record Operation(String name, boolean repeatable) {
    /** It may be done twice. */
    public static Operation repeatable(String name) {
        return new Operation(name, true);
    }

    /** It is done once, or not at all. */
    public static Operation once(String name) {
        return new Operation(name, false);
    }
}

package com.movieticket.booking.crash;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What customers were told, and so may rely on. Thread-safe.
 *
 * @param created   bookings that were acknowledged
 * @param paid      bookings that were acknowledged as paid
 * @param givenUp   bookings that somebody has asked to cancel, whatever the answer
 * @param cancelled bookings that were acknowledged as cancelled
 */
record Told(Set<String> created, Set<String> paid, Set<String> givenUp, Set<String> cancelled) {
    static Told nothing() {
        return new Told(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet());
    }
}

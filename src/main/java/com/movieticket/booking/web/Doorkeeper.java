package com.movieticket.booking.web;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Turns requests away, or makes them wait, before they are read, while there is so much to do that to read them would take
 * what others need. What a request may be about, the service knows; what a plain one looks like, the web server. All of it
 * is used by many threads.
 *
 * @param isBusy whether anybody is turned away or has to wait just now; asked for every request, and so it must be quick
 * @param turns  what has to be waited for
 * @param answer what those are told who are turned away, to come again: JSON
 * @param ended  the calling thread's latest request, whose turn has come, has ended
 */
public record Doorkeeper(BooleanSupplier isBusy, Turns turns, Supplier<byte[]> answer, Runnable ended) {
    /** What has to be waited for before a request is read. */
    @FunctionalInterface
    public interface Turns {
        /**
         * Of a {@code POST} of JSON.
         *
         * @param target  as it was sent
         * @param content each character is a byte of it
         * @param size    of all of the request, in bytes
         * @return waits, and says whether the request's turn has come; else it is turned away, and nothing else hears of it.
         *         Empty when it is to be read at once
         */
        Optional<BooleanSupplier> of(String target, String content, int size);
    }
}

package com.movieticket.booking.web;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Turns requests away, or makes them wait, before they are read, while there is so much to do that to read them would take
 * what others need. What a request may be about, the service knows; what a plain one looks like, the web server. All of it
 * is used by many threads.
 *
 * @param isBusy whether anybody is turned away or has to wait just now; asked for every request, and so it must be quick
 * @param turn   of a {@code POST} of JSON, by its target, as it was sent, and its content, of which each character is a byte:
 *               waits for it, and says whether it has come; else the request is turned away, and nothing else hears of it.
 *               Empty when the request is to be read at once
 * @param answer what those are told who are turned away, to come again: JSON
 * @param ended  the calling thread's latest request, whose turn has come, has ended
 */
public record Doorkeeper(BooleanSupplier isBusy, BiFunction<String, String, Optional<BooleanSupplier>> turn,
                         Supplier<byte[]> answer, Runnable ended) {
}

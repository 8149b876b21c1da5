package com.movieticket.booking.web;

import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Turns requests away before they are read, while there is so much to do that to read them would take what others need.
 * What a request may be about, the service knows; what a plain one looks like, the web server. All of it is used by many
 * threads.
 *
 * @param isBusy    whether anybody is turned away just now; asked for every request, and so it must be quick
 * @param turnsAway whether a {@code POST} of JSON is, by its target, as it was sent, and its content, of which each
 *                  character is a byte; if it is, nothing else hears of it
 * @param answer    what those are told, to come again: JSON
 */
public record Doorkeeper(BooleanSupplier isBusy, BiPredicate<String, String> turnsAway, Supplier<byte[]> answer) {
}

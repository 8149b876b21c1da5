package com.movieticket.booking.resilience;

import java.util.Optional;
import java.util.regex.Pattern;

/** A neighbour's words, made fit to be shown to a user and written into a log. */
public final class Reason {
    /** Longer ones are cut, in UTF-16 units. */
    public static final int LENGTH = 200;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    private Reason() {
    }

    /** One line, no control characters, at most {@value #LENGTH} long; empty when nothing is left. */
    public static Optional<String> of(String words) {
        String line = INVISIBLE.matcher(words).replaceAll(" ").strip();
        return Optional.of(cut(line)).filter(reason -> !reason.isEmpty());
    }

    private static String cut(String text) {
        if (text.length() <= LENGTH) {
            return text;
        }
        boolean splitsCharacter = Character.isHighSurrogate(text.charAt(LENGTH - 1));
        return text.substring(0, splitsCharacter ? LENGTH - 1 : LENGTH).strip();
    }
}

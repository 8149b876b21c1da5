package com.movieticket.booking.booking;

/** The rule that every identifier and free text from outside obeys: something in it, not too long, nothing invisible. */
final class Text {
    private Text() {
    }

    /**
     * Returns the value itself.
     *
     * @param maxLength in UTF-16 units
     * @throws InvalidArgumentException when it is blank, longer than {@code maxLength}, or contains control, format
     *                                  or unpaired surrogate characters
     */
    static String required(String argument, String value, int maxLength) {
        if (value.isBlank()) {
            throw new InvalidArgumentException(argument, "must not be empty");
        }
        return bounded(argument, value, maxLength);
    }

    /** Like {@link #required}, but may be empty. */
    static String bounded(String argument, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw new InvalidArgumentException(argument, "must be at most " + maxLength + " characters long");
        }
        if (value.codePoints().anyMatch(Text::invisible)) {
            throw new InvalidArgumentException(argument, "must not contain control characters");
        }
        return value;
    }

    private static boolean invisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                 Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}

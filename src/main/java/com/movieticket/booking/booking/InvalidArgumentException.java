package com.movieticket.booking.booking;

/**
 * A value from outside that breaks a rule of its type.
 *
 * <p>The message is written for the person who sent the value and never repeats the value itself, which may be huge,
 * hostile or secret.
 */
public final class InvalidArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String argument;

    /**
     * @param argument the argument's name as the caller knows it, {@code seat_numbers}
     * @param problem  what is wrong with it, {@code "must name at least one seat"}
     */
    public InvalidArgumentException(String argument, String problem) {
        super(argument + " " + problem);
        this.argument = argument;
    }

    /** The argument's name as the caller knows it. */
    public String argument() {
        return argument;
    }
}

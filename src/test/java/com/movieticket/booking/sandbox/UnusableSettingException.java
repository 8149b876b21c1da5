package com.movieticket.booking.sandbox;

/** A setting of the sandbox asks for what can't be had; the message is one line and names the setting. */
public final class UnusableSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableSettingException(String problem) {
        super(problem);
    }
}

package com.movieticket.booking;

/** Starts the service. */
public final class Main {
    private Main() {
    }

    /** Reads the settings, starts, and waits to be told to stop. */
    public static void main(String[] arguments) {
        throw new UnsupportedOperationException("the parts are not put together yet");
    }
}

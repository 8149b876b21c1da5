package com.movieticket.booking.simulation;

/** An instance of the service has been killed; unwinds whatever it was doing. No code of the service can catch it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super(null, null, false, false);
    }
}

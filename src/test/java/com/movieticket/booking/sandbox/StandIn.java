package com.movieticket.booking.sandbox;

/** A server on 127.0.0.1 that stands in for a real neighbour of the booking service until it is closed. */
public interface StandIn extends AutoCloseable {
    /** Where it listens, 1 to 65535. */
    int port();

    /** How a booking service is told to reach it: the value of that neighbour's environment variable. */
    String url();

    /** Stops listening, ends the calls in progress and frees what it holds. Closing again does nothing. */
    @Override
    void close();
}

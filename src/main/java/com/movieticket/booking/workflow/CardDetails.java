package com.movieticket.booking.workflow;

/**
 * What the payment service needs beside the method: a JSON object as the client sent it. Passes through memory only:
 * never stored, logged, traced or put into a message, and it can't be printed by accident.
 *
 * @param json a well-formed JSON object
 */
public record CardDetails(String json) {
    /** For payments that need none. */
    public static final CardDetails NONE = new CardDetails("{}");

    @Override
    public String toString() {
        return "CardDetails[hidden]";
    }
}

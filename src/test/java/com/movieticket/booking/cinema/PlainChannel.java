package com.movieticket.booking.cinema;

import io.grpc.ManagedChannel;

import java.net.URI;

/** The connection to the cinema as the service makes it, and nothing around it. */
public final class PlainChannel {
    private PlainChannel() {
    }

    /** To be closed by who asks for it. */
    public static ManagedChannel to(URI url) {
        return Channels.to(url);
    }
}

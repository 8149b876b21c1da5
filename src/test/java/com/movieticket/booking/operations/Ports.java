package com.movieticket.booking.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for programs that must be told one and can't choose for themselves. */
public final class Ports {
    private Ports() {
    }

    /** One that was free a moment ago. */
    public static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

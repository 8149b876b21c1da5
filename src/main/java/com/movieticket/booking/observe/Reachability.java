package com.movieticket.booking.observe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;

/**
 * Asks whether anything listens at an address: it connects, and sends nothing, since the neighbours' contracts have no
 * call that is free of cost for them.
 */
public final class Reachability implements Probe.Question {
    private final String host;
    private final int port;

    /** @param url with a host; without a port that of its scheme counts */
    public Reachability(URI url) {
        this.host = url.getHost();
        this.port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }

    @Override
    public Optional<String> problem() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(Observability.LIMIT.toMillis()));
            return Optional.empty();
        } catch (IOException _) {
            return Optional.of("nothing answers at its address");
        }
    }
}

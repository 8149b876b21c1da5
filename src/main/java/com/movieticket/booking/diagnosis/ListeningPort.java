package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.settings.Settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Whether the service could open its port, or has done so already. */
public final class ListeningPort implements Examination {
    private static final int PATIENCE_MILLIS = Math.toIntExact(Duration.ofSeconds(2).toMillis());
    private static final int ENOUGH = 4096;

    private final String host;
    private final int port;

    /** Of the service with these settings. */
    public ListeningPort(Settings.Server settings) {
        this.host = settings.host();
        this.port = settings.port();
    }

    @Override
    public String subject() {
        return "This service";
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.also("port", this::port));
    }

    private Finding port() {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return new Ill(host + " is not known", "correct SERVER_HOST: 0.0.0.0 listens at all addresses");
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the server does: a port that was just left is free
            socket.bind(address);
            return new Well(port == 0 ? "any free one" : port + " is free");
        } catch (IOException e) {
            return isOurs(address) ? new Well(port + " is in use, by a booking service that runs already")
                    : new Ill(host + ":" + port + ": " + e.getMessage(),
                            "end the program that uses it, or choose another one by PORT (the address by SERVER_HOST)");
        }
    }

    /** Whoever answers like this on that port is one of us. */
    private boolean isOurs(InetSocketAddress bound) {
        try (var socket = new Socket()) {
            var address = bound.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound.getAddress();
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(ENOUGH), StandardCharsets.UTF_8)
                    .contains("\"service\":\"booking-service\"");
        } catch (IOException _) {
            return false;
        }
    }
}

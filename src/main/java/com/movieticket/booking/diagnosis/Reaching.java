package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The way to a server, up to where its protocol begins: its name is resolved, and a connection made and closed again.
 *
 * @param port    1 to 65535
 * @param setting where the address comes from, for the advice: {@code USER_SERVICE_URL}
 */
public record Reaching(String host, int port, String setting) {
    private static final Duration CONNECTING = Duration.ofSeconds(3);

    /** To where an address leads; without a port that of its scheme counts. */
    public static Reaching to(URI url, String setting) {
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return new Reaching(url.getHost(), port, setting);
    }

    /** Both steps; what follows needs them. */
    public List<Step> steps() {
        return List.of(Step.needed("resolve", this::resolve), Step.needed("connect", this::connect));
    }

    /** Whether the name has an address. */
    public Finding resolve() {
        try {
            String addresses = Arrays.stream(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress).limit(3)
                    .collect(Collectors.joining(", "));
            return new Well(addresses.equals(host) ? host : host + " is " + addresses);
        } catch (UnknownHostException _) {
            return new Ill(host + " is not known", "correct the host in " + setting + ", or see to the DNS");
        }
    }

    /** Whether anybody listens there. */
    public Finding connect() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(CONNECTING.toMillis()));
            return new Well("port " + port + " accepts connections");
        } catch (SocketTimeoutException _) {
            return new Ill("port " + port + " didn't answer within " + CONNECTING.toSeconds() + " s",
                    "look for a firewall or network policy between here and " + host);
        } catch (IOException e) {
            String words = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            return new Ill("port " + port + ": " + words,
                    "start what should listen there, or correct the port in " + setting);
        }
    }
}

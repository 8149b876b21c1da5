package com.movieticket.booking.resilience;

import io.helidon.common.tls.Tls;
import io.helidon.webclient.api.ClientUri;
import io.helidon.webclient.http1.Http1ClientConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SSLSocket;

/**
 * Connects to a neighbour as the HTTP client itself would, but over a channel, which any thread may close, and of which
 * can be asked without waiting whether the other side is still there. Thread-safe.
 *
 * @param client says where to, and whom to trust
 */
record Connector(Http1ClientConfig client) {
    private static final List<String> PROTOCOL = List.of("http/1.1");

    /** Looks the host up, connects and, for {@code https}, shakes hands. Takes as long as it takes. */
    Connection connect() {
        ClientUri url = client.baseUri().orElseThrow();
        var address = new InetSocketAddress(
                client.dnsResolver().resolveAddress(url.host(), client.dnsAddressLookup()), url.port());
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.connect(address);
                return new Connection(channel, socket(channel, url, address));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket socket(SocketChannel channel, ClientUri url, InetSocketAddress address) throws IOException {
        if (!"https".equalsIgnoreCase(url.scheme())) {
            return channel.socket();
        }
        Tls tls = client.tls();
        SSLSocket socket = tls.createSocket(PROTOCOL, channel.socket(), address);
        socket.startHandshake();
        return socket;
    }
}

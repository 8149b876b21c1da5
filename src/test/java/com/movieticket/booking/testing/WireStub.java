package com.movieticket.booking.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A neighbour that breaks the protocol: does with every connection what it is told, byte by byte. */
public final class WireStub implements AutoCloseable {
    /** What to do with one connection, which is closed afterwards. */
    public interface Behaviour {
        void serve(Conversation conversation) throws IOException;
    }

    /** One connection. */
    public final class Conversation {
        private final Socket socket;

        private Conversation(Socket socket) {
            this.socket = socket;
        }

        /** Reads one request with its body; empty when the client has closed. */
        public String request() throws IOException {
            InputStream in = socket.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    return "";
                }
                head.append((char) b);
            }
            requests.add(head.toString());
            int length = head.toString().lines().filter(line -> line.toLowerCase().startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
            return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        public void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Closes with a reset, as a killed process does. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client closes; fails when it sends anything. */
        public void awaitEnd() throws IOException {
            int b = socket.getInputStream().read();
            if (b >= 0) {
                throw new IllegalStateException("got another byte: " + b);
            }
            closedByClient.incrementAndGet();
        }

        /** Takes in whatever comes until the client closes. */
        public void readToEnd() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        public int firstByte() throws IOException {
            return socket.getInputStream().read();
        }
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger closedByClient = new AtomicInteger();

    public WireStub(Behaviour behaviour) {
        try {
            server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int connections() {
        return connections.get();
    }

    /** How often a client was seen to close, by {@link Conversation#awaitEnd} or by a failing {@code send}. */
    public int closedByClient() {
        return closedByClient.get();
    }

    /** The heads of the requests read. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept(Behaviour behaviour) {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(behaviour, socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            behaviour.serve(new Conversation(socket));
        } catch (IOException _) {
            closedByClient.incrementAndGet();
        }
    }
}

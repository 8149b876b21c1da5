package com.movieticket.booking.testing;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The network between the service and one of its neighbours, when it isn't what it should be: a proxy on loopback that
 * carries bytes both ways, and does them harm when it is told to. (There are such proxies to be had, none of them for the
 * JVM.)
 *
 * <p>A fault counts at once, for the connections that there are and those to come. Thread-safe.
 */
public final class FaultyWire implements AutoCloseable {
    /** What is wrong with the wire. */
    public sealed interface Fault {
        /** Nothing. */
        record None() implements Fault {
        }

        /** Nobody listens: connections are refused, and those that there are, are reset. */
        record Refused() implements Fault {
        }

        /** Every connection is reset, as soon as it is made. */
        record Reset() implements Fault {
        }

        /** Connections are made, and then nothing is heard of anybody any more. */
        record BlackHole() implements Fault {
        }

        /** Everything arrives later by so much, each way. */
        record Latency(Duration each) implements Fault {
        }

        /** Answers come byte by byte, with such pauses. */
        record Drip(Duration pause) implements Fault {
        }

        /** Answers are cut off after so many bytes by a well-mannered end of the stream. */
        record HalfClose(int after) implements Fault {
        }

        /** Answers are cut off after so many bytes by a reset. */
        record ResetInAnswer(int after) implements Fault {
        }

        /** Answers are as long as they should be, and make no sense. */
        record Garbage() implements Fault {
        }
    }

    /** Says what becomes of each piece of what the service sends. Called by many threads. */
    public interface Interference {
        /** What becomes of it. */
        enum Verdict { PASS, RESET_BEFORE, RESET_INSTEAD_OF_THE_ANSWER }

        Verdict on(byte[] piece);
    }

    /** How the stream of a protocol falls into pieces. */
    public interface Protocol {
        /** Whatever has come. */
        Protocol ANY = in -> {
            byte[] buffer = new byte[8192];
            int read = in.read(buffer);
            return read <= 0 ? new byte[0] : Arrays.copyOf(buffer, read);
        };

        /** Whole messages of MongoDB, which begin with their length. */
        Protocol MONGODB = in -> {
            byte[] length = in.readNBytes(4);
            if (length.length < 4) {
                return new byte[0];
            }
            int rest = Integer.reverseBytes(new DataInputStream(new ByteArrayInputStream(length)).readInt()) - 4;
            byte[] message = Arrays.copyOf(length, 4 + rest);
            return in.readNBytes(message, 4, rest) < rest ? new byte[0] : message;
        };

        /** The next piece; empty at the end. */
        byte[] next(InputStream in) throws IOException;
    }

    private static final Fault NONE = new Fault.None();

    private final InetSocketAddress neighbour;
    private final Protocol protocol;
    private final Interference interference;
    private final int port;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault fault = NONE;
    /** Takes connections; while they are refused, it does nothing but keep the port from others. */
    private volatile Closeable listener;
    private volatile Thread accepting;

    private FaultyWire(InetSocketAddress neighbour, Protocol protocol, Interference interference) {
        this.neighbour = neighbour;
        this.protocol = protocol;
        this.interference = interference;
        try {
            port = listen(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int listen(int where) throws IOException {
        var server = new ServerSocket(where, 1024, InetAddress.getLoopbackAddress());
        listener = server;
        accepting = Thread.ofVirtual().name("faulty-wire").start(() -> accept(server));
        return server.getLocalPort();
    }

    /** A port that is bound, and not listened at, refuses. */
    private void refuse() throws IOException {
        listener.close();
        reset();
        try {
            accepting.join(); // or else it may still have the port
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        var placeholder = new Socket();
        placeholder.setReuseAddress(true);
        placeholder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listener = placeholder;
    }

    /** A wire to whoever listens on a port of this machine; nothing is wrong with it yet. */
    public static FaultyWire to(int port) {
        return to(port, Protocol.ANY, _ -> Interference.Verdict.PASS);
    }

    /** A wire on which every piece of a protocol is looked at. */
    public static FaultyWire to(int port, Protocol protocol, Interference interference) {
        return new FaultyWire(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), protocol, interference);
    }

    /** Where to connect instead of to the neighbour itself. */
    public int port() {
        return port;
    }

    /** The neighbour's address, with this wire before it. */
    public String through(String url) {
        var parts = URI.create(url.contains("://") ? url : "grpc://" + url);
        return url.replace(":" + parts.getPort(), ":" + port());
    }

    /** Connections that there are at the moment. */
    public int connections() {
        return lines.size();
    }

    /** From now on this is wrong. */
    public void suffer(Fault fault) {
        boolean refused = this.fault instanceof Fault.Refused;
        this.fault = fault;
        try {
            if (fault instanceof Fault.Refused && !refused) {
                refuse();
            } else if (refused && !(fault instanceof Fault.Refused)) {
                listener.close();
                listen(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (fault instanceof Fault.Reset) {
            reset();
        }
    }

    /** From now on nothing is wrong; connections that something was lost on are reset. */
    public void heal() {
        suffer(NONE);
        lines.stream().filter(line -> line.damaged).forEach(Line::reset);
    }

    /** Resets all connections, once. */
    public void reset() {
        lines.forEach(Line::reset);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                var line = new Line(server.accept());
                lines.add(line);
                Thread.ofVirtual().name("faulty-line").start(line::connect);
            }
        } catch (IOException _) {
            // closed
        }
    }

    /** One connection. */
    private final class Line {
        private final Socket client;
        private final Socket behind = new Socket();
        private final Random random = new Random();
        private volatile boolean answerIsLost;
        private volatile boolean damaged;
        private int answered;

        private Line(Socket client) {
            this.client = client;
        }

        private void connect() {
            try (client; behind) {
                if (fault instanceof Fault.Reset || fault instanceof Fault.Refused) {
                    reset();
                    return;
                }
                behind.connect(neighbour);
                behind.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                Thread answers = Thread.ofVirtual().name("faulty-answers").start(this::answers);
                requests();
                answers.join();
            } catch (IOException _) {
                // the end of a connection
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                lines.remove(this);
            }
        }

        private void requests() throws IOException {
            InputStream in = client.getInputStream();
            OutputStream out = behind.getOutputStream();
            for (byte[] piece = protocol.next(in); piece.length > 0; piece = protocol.next(in)) {
                switch (interference.on(piece)) {
                    case PASS -> { }
                    case RESET_INSTEAD_OF_THE_ANSWER -> answerIsLost = true;
                    case RESET_BEFORE -> {
                        reset();
                        return;
                    }
                }
                switch (fault) {
                    case Fault.BlackHole _ -> damaged = true;
                    case Fault.Latency(Duration each) -> {
                        pause(each);
                        out.write(piece);
                    }
                    default -> out.write(piece);
                }
            }
            behind.shutdownOutput();
        }

        private void answers() {
            try {
                InputStream in = behind.getInputStream();
                OutputStream out = client.getOutputStream();
                for (byte[] piece = Protocol.ANY.next(in); piece.length > 0; piece = Protocol.ANY.next(in)) {
                    if (answerIsLost) {
                        reset();
                        return;
                    }
                    answer(piece, out);
                }
                client.shutdownOutput();
            } catch (IOException _) {
                reset();
            }
        }

        private void answer(byte[] piece, OutputStream out) throws IOException {
            switch (fault) {
                case Fault.BlackHole _ -> damaged = true;
                case Fault.Latency(Duration each) -> {
                    pause(each);
                    out.write(piece);
                }
                case Fault.Drip(Duration pause) -> {
                    for (byte one : piece) {
                        pause(pause);
                        out.write(one);
                    }
                }
                case Fault.HalfClose(int after) -> {
                    damaged = true;
                    if (answered <= after) {
                        out.write(piece, 0, Math.min(piece.length, after - answered));
                    }
                    answered += piece.length;
                    if (answered >= after && !client.isOutputShutdown()) {
                        client.shutdownOutput();
                    }
                }
                case Fault.ResetInAnswer(int after) -> {
                    out.write(piece, 0, Math.min(piece.length, Math.max(0, after - answered)));
                    answered += piece.length;
                    if (answered > after) {
                        reset();
                    }
                }
                case Fault.Garbage _ -> {
                    damaged = true;
                    random.nextBytes(piece);
                    out.write(piece);
                }
                case Fault.None _, Fault.Reset _, Fault.Refused _ -> out.write(piece);
            }
        }

        private void pause(Duration pause) throws IOException {
            try {
                if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new IOException("the wire was taken down");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        /** As a killed process does, to both sides. */
        private void reset() {
            for (Socket socket : new Socket[] {client, behind}) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException _) {
                    // closed already
                }
            }
        }
    }
}

package com.movieticket.booking.resilience;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;

/**
 * A socket of which nothing is ever logged, and which takes next to no memory while an answer is waited for.
 *
 * <p>At its finest level the HTTP client logs every byte that it sends, card data included, and does so through its
 * socket. No log level that somebody sets may bring that about. And its own socket has a buffer of 8 KB, as long as
 * the connection lives, which is much where ten thousand wait for a slow neighbour.
 *
 * @param socket does the work
 */
record QuietSocket(Socket socket) implements HelidonSocket {
    /** In bytes, and held by whoever waits: most answers, with their heads, are no longer. */
    private static final int ROOM = 1024;

    @Override
    public void log(System.Logger logger, System.Logger.Level level, String format, Object... variables) {
        // that is the point
    }

    @Override
    public void log(System.Logger logger, System.Logger.Level level, String format, Throwable t, Object... variables) {
        // that is the point
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does nothing: whether the peer is still there is seen when the connection is wanted again. */
    @Override
    public void idle() {
    }

    @Override
    public boolean isConnected() {
        return !socket.isClosed();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal") // the interface still demands it
    public int read(BufferData buffer) {
        throw new UnsupportedOperationException("bytes are taken with get()");
    }

    /** The buffer's own way of writing itself writes too much when it has been read from before. */
    @Override
    public void write(BufferData buffer) {
        try {
            socket.getOutputStream().write(buffer.readBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes next, at least one byte; null at the end. */
    @Override
    public byte @Nullable [] get() {
        byte[] room = new byte[ROOM];
        try {
            int read = socket.getInputStream().read(room);
            return read < 0 ? null : Arrays.copyOf(room, read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody asks. */
    @Override
    public PeerInfo remotePeer() {
        throw new UnsupportedOperationException("the peer is known to whoever connected");
    }

    /** Nobody asks. */
    @Override
    public PeerInfo localPeer() {
        throw new UnsupportedOperationException("the peer is known to whoever connected");
    }

    @Override
    public boolean isSecure() {
        return socket instanceof SSLSocket;
    }

    @Override
    public String socketId() {
        return "client";
    }

    @Override
    public String childSocketId() {
        return Integer.toHexString(System.identityHashCode(socket));
    }
}

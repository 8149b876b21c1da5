package com.movieticket.booking.resilience;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;

/**
 * A socket of which nothing is ever logged.
 *
 * <p>At its finest level the HTTP client logs every byte that it sends, card data included, and does so through its
 * socket. No log level that somebody sets may bring that about.
 *
 * @param socket does the work
 */
record QuietSocket(HelidonSocket socket) implements HelidonSocket {
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
        socket.close();
    }

    @Override
    public void idle() {
        socket.idle();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal") // the interface still demands it
    public int read(BufferData buffer) {
        return socket.read(buffer);
    }

    @Override
    public void write(BufferData buffer) {
        socket.write(buffer);
    }

    @Override
    public byte[] get() {
        return socket.get();
    }

    @Override
    public PeerInfo remotePeer() {
        return socket.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return socket.localPeer();
    }

    @Override
    public boolean isSecure() {
        return socket.isSecure();
    }

    @Override
    public String socketId() {
        return socket.socketId();
    }

    @Override
    public String childSocketId() {
        return socket.childSocketId();
    }
}

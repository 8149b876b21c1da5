package com.movieticket.booking.web;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;

import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** What the framework knows of a connection, passed on; how to read, write and route is left to whoever extends it. */
abstract class ForwardingContext implements ConnectionContext {
    private final ConnectionContext outer;

    ForwardingContext(ConnectionContext outer) {
        this.outer = outer;
    }

    @Override
    public final ListenerContext listenerContext() {
        return outer.listenerContext();
    }

    @Override
    public final ExecutorService executor() {
        return outer.executor();
    }

    @Override
    public final Optional<ProxyProtocolData> proxyProtocolData() {
        return outer.proxyProtocolData();
    }

    @Override
    public final HelidonSocket serverSocket() {
        return outer.serverSocket();
    }

    @Override
    public final PeerInfo remotePeer() {
        return outer.remotePeer();
    }

    @Override
    public final PeerInfo localPeer() {
        return outer.localPeer();
    }

    @Override
    public final boolean isSecure() {
        return outer.isSecure();
    }

    @Override
    public final String socketId() {
        return outer.socketId();
    }

    @Override
    public final String childSocketId() {
        return outer.childSocketId();
    }
}

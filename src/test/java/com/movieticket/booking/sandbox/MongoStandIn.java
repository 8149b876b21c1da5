package com.movieticket.booking.sandbox;

import de.bwaldvogel.mongo.MongoServer;

import java.net.InetSocketAddress;

/**
 * Stands in for MongoDB: its wire protocol over plain memory.
 *
 * <p>It takes no credentials, sessions or transactions, and knows every index as a full one.
 */
public final class MongoStandIn implements StandIn {
    private final MongoServer server = new MongoServer(new IndexedMemory());
    private final int port;

    private MongoStandIn(int port) {
        server.bind(new InetSocketAddress("127.0.0.1", port));
        this.port = server.getLocalAddress().getPort();
    }

    /**
     * Starts empty.
     *
     * @param port 0 = any free one
     */
    public static MongoStandIn start(int port) {
        return new MongoStandIn(port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String url() {
        return "mongodb://127.0.0.1:" + port + "/movie_booking";
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}

package com.movieticket.booking.testing;

import com.movieticket.booking.sandbox.IndexedMemory;
import com.movieticket.booking.settings.Settings;
import de.bwaldvogel.mongo.MongoServer;

import java.net.InetSocketAddress;
import java.time.Duration;

/** A server in this process that speaks MongoDB's protocol and keeps everything in memory. */
public final class EmbeddedMongo implements AutoCloseable {
    private final MongoServer server = new MongoServer(new IndexedMemory());
    private final InetSocketAddress address;

    public EmbeddedMongo() {
        server.bind("127.0.0.1", 0);
        address = server.getLocalAddress();
    }

    /** Settings that lead to a database of that name. */
    public Settings.Mongodb settings(String database) {
        return new Settings.Mongodb(
                "mongodb://127.0.0.1:" + address.getPort() + "/" + database, Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}

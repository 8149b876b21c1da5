package com.movieticket.booking.testing;

import com.movieticket.booking.sandbox.IndexedMemory;
import com.movieticket.booking.settings.Settings;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in this process that speaks MongoDB's protocol and keeps everything in memory. */
public final class EmbeddedMongo implements AutoCloseable {
    private static final int NOT_WRITABLE_PRIMARY = 10107;

    private final AtomicInteger refusals = new AtomicInteger();
    private final MongoServer server = new MongoServer(new Refusing());
    private final InetSocketAddress address;

    /** Answers as a primary does that has stepped down, as long as it is told to. What watches it notices nothing. */
    private final class Refusing extends IndexedMemory {
        @Override
        public Document handleMessage(MongoMessage message) {
            String command = message.getDocument().keySet().iterator().next();
            if (command.equals("hello") || refusals.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                return super.handleMessage(message);
            }
            throw new MongoServerError(NOT_WRITABLE_PRIMARY, "NotWritablePrimary", "not primary");
        }
    }

    public EmbeddedMongo() {
        server.bind("127.0.0.1", 0);
        address = server.getLocalAddress();
    }

    /** Refuses the next operations as not being the primary. */
    public void stepDownFor(int operations) {
        refusals.set(operations);
    }

    /** Settings that lead to a database of that name. */
    public Settings.Mongodb settings(String database) {
        return settings("mongodb://127.0.0.1:" + port() + "/" + database, Duration.ofSeconds(10));
    }

    /** Settings for a server anywhere. */
    public static Settings.Mongodb settings(String uri, Duration timeout) {
        return new Settings.Mongodb(uri, timeout, Duration.ofSeconds(2), 100);
    }

    public int port() {
        return address.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}

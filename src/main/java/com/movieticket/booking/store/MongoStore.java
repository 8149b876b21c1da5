package com.movieticket.booking.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.connection.TransportSettings;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.UnavailableException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The connection to the database, shared by all that is kept there. Thread-safe.
 *
 * <p>Whatever the URI says, a write counts when a majority has it in its journal, and what is read comes from the
 * primary: the promises about money rest on both. Retrying a write whose answer was lost is left to the driver, which
 * does it where the server can tell a retry from a second write.
 *
 * <p>The URI decides on the size of the pool and on the heartbeat where it names them.
 */
public final class MongoStore implements AutoCloseable {
    private static final String DEFAULT_DATABASE = "movie_booking";
    /** As often as the driver can. Nobody pushes it to look sooner, since without a server nothing is sent to it. */
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    /** Also the driver's patience with a server that says nothing when it is watched. */
    private static final Duration CONNECTING = Duration.ofSeconds(3);

    private final MongoClient client;
    private final MongoDatabase database;
    private final Await await;

    private MongoStore(MongoClient client, String database, Await await) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.await = await;
    }

    /**
     * Returns at once; connects in the background, again and again until the database is there.
     *
     * @throws IllegalArgumentException when the URI isn't one of MongoDB; the message doesn't repeat it
     */
    public static MongoStore open(Settings.Mongodb settings) {
        ConnectionString uri = connectionString(settings.uri());
        Duration timeout = settings.timeout();
        var primary = new Primary(timeout, settings.selectionTimeout());
        var client = MongoClients.create(MongoClientSettings.builder()
                .transportSettings(transport(uri))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(settings.maxConnections()))
                .applyToServerSettings(server -> server.heartbeatFrequency(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS))
                .applyConnectionString(uri)
                .applicationName("booking-service")
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                // To the driver this is also the time for getting hold of a connection, when all are in use.
                .applyToClusterSettings(cluster -> cluster.addClusterListener(primary)
                        .serverSelectionTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(
                        (int) Math.min(CONNECTING.toMillis(), timeout.toMillis()), TimeUnit.MILLISECONDS))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readPreference(ReadPreference.primary())
                .build());
        return new MongoStore(client, Optional.ofNullable(uri.getDatabase()).orElse(DEFAULT_DATABASE),
                new Await(timeout, primary));
    }

    /** Over TLS the driver's threads have more to do than one of them can, and wait for one another. */
    private static TransportSettings transport(ConnectionString uri) {
        var transport = TransportSettings.asyncBuilder();
        return (Boolean.TRUE.equals(uri.getSslEnabled()) ? transport : transport.executorService(new OnTheSpot())).build();
    }

    /** The driver's own exceptions quote what they stumble over, be it the password: so no cause. */
    private static ConnectionString connectionString(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("the MongoDB URI can't be understood");
        }
    }

    /**
     * Creates the indexes that are missing; to be called before the first query.
     *
     * @throws UnavailableException when it can't be done now
     */
    public void createIndexes() {
        Indexes.create(this);
    }

    /**
     * Creates the indexes that are missing, and tries again until the database is there.
     *
     * @param pause between two tries
     * @return closing it ends the trying
     */
    public AutoCloseable createIndexesInBackground(Duration pause) {
        return IndexCreation.start(this, pause);
    }

    /** @throws UnavailableException when the database doesn't answer */
    public void ping() {
        await.all(database.runCommand(new BsonDocument("ping", new BsonInt32(1)), BsonDocument.class));
    }

    /** Lets operations under way fail, and closes all connections. */
    @Override
    public void close() {
        client.close();
    }

    MongoCollection<BsonDocument> bookings() {
        return database.getCollection("bookings", BsonDocument.class);
    }

    MongoCollection<BsonDocument> bookingEvents() {
        return database.getCollection("booking_events", BsonDocument.class);
    }

    /**
     * The same, having waited for a server for all of the time that there is.
     *
     * @throws UnavailableException when the database doesn't answer
     */
    void patientPing() {
        await.patiently().all(database.runCommand(new BsonDocument("ping", new BsonInt32(1)), BsonDocument.class));
    }

    /** Where commands are run that are about the servers. */
    MongoDatabase administration() {
        return client.getDatabase("admin");
    }

    /** What is known of the servers just now. */
    ClusterDescription cluster() {
        return client.getClusterDescription();
    }

    Await await() {
        return await;
    }
}

package com.movieticket.booking.sandbox;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found through an index is what a search through everything finds, in the same order. */
class IndexedMemoryTest {
    private static final int DOCUMENTS = 150;
    private static final List<String> STATES = List.of("none", "charging", "charged", "refunding");

    private final MongoServer indexedServer = new MongoServer(new IndexedMemory());
    private final MongoServer scanningServer = new MongoServer(new MemoryBackend());
    private final MongoClient indexedClient = MongoClients.create(indexedServer.bindAndGetConnectionString());
    private final MongoClient scanningClient = MongoClients.create(scanningServer.bindAndGetConnectionString());
    private final MongoCollection<BsonDocument> indexed = things(indexedClient);
    private final MongoCollection<BsonDocument> scanned = things(scanningClient);
    private final Random random = new Random(42);

    @AfterEach
    void close() {
        indexedClient.close();
        scanningClient.close();
        indexedServer.shutdownNow();
        scanningServer.shutdownNow();
    }

    @Test
    void an_index_finds_what_a_search_through_everything_finds() {
        await(indexed.createIndex(keys("user", 1, "at", -1, "_id", -1)));
        fill();
        await(indexed.createIndex(keys("state", 1, "due", 1, "_id", 1))); // of what is there already
        for (int i = 0; i < DOCUMENTS; i++) {
            change();
        }
        for (int i = 0; i < 60; i++) {
            compare(Filters.eq("user", user()), Sorts.descending("at", "_id"));
            compare(Filters.and(Filters.eq("user", user()), Filters.lt("at", time()), Filters.eq("state", state())),
                    Sorts.descending("at", "_id"));
            compare(Filters.and(Filters.eq("user", user()), Filters.gte("at", time())), Sorts.ascending("at", "_id"));
            compare(Filters.and(Filters.in("state", state(), state()), Filters.lte("due", time())),
                    Sorts.ascending("due", "_id"));
            compare(Filters.and(Filters.eq("state", state()), Filters.not(Filters.gt("due", time()))),
                    Sorts.ascending("_id"));
            compare(Filters.and(Filters.in("_id", someIds()), Filters.eq("user", user())), Sorts.ascending("_id"));
            compare(Filters.and(Filters.gt("_id", someIds().getFirst()), Filters.eq("user", user())),
                    Sorts.ascending("_id"));
            compare(Filters.or(Filters.eq("user", user()), Filters.gt("due", time())), Sorts.ascending("_id"));
        }
    }

    @Test
    void what_is_deleted_is_found_no_more() {
        await(indexed.createIndex(keys("user", 1, "at", -1, "_id", -1)));
        fill();
        List.of(indexed, scanned).forEach(things -> await(things.deleteMany(Filters.eq("user", "user-1"))));
        compare(Filters.in("user", "user-1", "user-2"), Sorts.descending("at", "_id"));
        assertThat(await(indexed.find(Filters.eq("user", "user-1")))).isEmpty();
    }

    private void fill() {
        for (int i = 0; i < DOCUMENTS; i++) {
            var thing = new BsonDocument("_id", new BsonString("thing-" + random.nextInt(1_000_000)))
                    .append("user", new BsonString(user()))
                    .append("at", new BsonDateTime(time().getTime()));
            if (random.nextBoolean()) {
                thing.append("state", new BsonString(state()));
            }
            if (random.nextBoolean()) {
                thing.append("due", new BsonDateTime(time().getTime()));
            }
            List.of(indexed, scanned).forEach(things -> await(things.insertOne(thing)));
        }
    }

    private void change() {
        Bson which = Filters.eq("user", user());
        Bson change = random.nextBoolean() ? Updates.set("due", time())
                : random.nextBoolean() ? Updates.unset("due") : Updates.set("state", state());
        String id = await(scanned.find(which).sort(Sorts.ascending("_id")).limit(1)).getFirst().getString("_id").getValue();
        List.of(indexed, scanned).forEach(things -> await(things.updateOne(Filters.eq("_id", id), change)));
    }

    private void compare(Bson filter, Bson order) {
        int limit = random.nextInt(20);
        int skip = random.nextInt(3);
        assertThat(await(indexed.find(filter).sort(order).skip(skip).limit(limit)))
                .isEqualTo(await(scanned.find(filter).sort(order).skip(skip).limit(limit)));
    }

    private static MongoCollection<BsonDocument> things(MongoClient client) {
        return client.getDatabase("test").getCollection("things", BsonDocument.class);
    }

    private static BsonDocument keys(Object... keysAndOrders) {
        var keys = new BsonDocument();
        for (int i = 0; i < keysAndOrders.length; i += 2) {
            keys.append((String) keysAndOrders[i], new BsonInt32((int) keysAndOrders[i + 1]));
        }
        return keys;
    }

    private static <T> List<T> await(Publisher<T> publisher) {
        return Flux.from(publisher).collectList().block();
    }

    /** Of documents that are there, and of one that isn't. */
    private List<String> someIds() {
        List<BsonDocument> some = await(scanned.find(Filters.eq("user", user())).limit(20));
        return Stream.concat(Stream.of("thing"), some.stream().map(it -> it.getString("_id").getValue())).toList();
    }

    private String user() {
        return "user-" + random.nextInt(5);
    }

    private String state() {
        return STATES.get(random.nextInt(STATES.size()));
    }

    private Date time() {
        return new Date(1_000L * random.nextInt(50));
    }
}

package com.movieticket.booking.store;

import com.mongodb.client.model.IndexModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import org.bson.BsonDocument;

import java.util.ArrayList;
import java.util.List;

/** Whether the indexes are there, and are what the queries need. They are only looked at: the service makes them. */
final class StoreIndexes {
    private final MongoStore store;

    StoreIndexes(MongoStore store) {
        this.store = store;
    }

    Finding finding() {
        List<BsonDocument> ofBookings = there(store.bookings());
        List<BsonDocument> ofEvents = there(store.bookingEvents());
        if (ofBookings.isEmpty() && ofEvents.isEmpty()) {
            return new Doubtful("there is neither collection yet", "none: the service makes them at its first start");
        }
        var problems = new ArrayList<String>();
        problems.addAll(problems("bookings", Indexes.OF_BOOKINGS, ofBookings));
        problems.addAll(problems("booking_events", Indexes.OF_EVENTS, ofEvents));
        return problems.isEmpty() ? new Well("all " + (Indexes.OF_BOOKINGS.size() + Indexes.OF_EVENTS.size())
                + " are there")
                : new Ill(String.join("; ", problems), "drop those that are different, and restart one instance: it "
                        + "makes what is missing (and may need the right to createIndex)");
    }

    /** Also that of {@code _id}; none of a collection that isn't there. */
    private List<BsonDocument> there(MongoCollection<BsonDocument> collection) {
        return store.await().all(collection.listIndexes(BsonDocument.class));
    }

    private static List<String> problems(String collection, List<IndexModel> wanted, List<BsonDocument> there) {
        var problems = new ArrayList<String>();
        for (IndexModel index : wanted) {
            String name = index.getOptions().getName();
            var found = there.stream().filter(one -> one.getString("name").getValue().equals(name)).findFirst();
            if (found.isEmpty()) {
                problems.add(name + " of " + collection + " is missing");
            } else if (!found.get().getDocument("key").equals(index.getKeys().toBsonDocument())) {
                problems.add(name + " of " + collection + " has other keys");
            }
        }
        return problems;
    }
}

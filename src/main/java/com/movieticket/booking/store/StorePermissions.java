package com.movieticket.booking.store;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.workflow.UnavailableException;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.reactivestreams.Publisher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether we may read and write, found out without effect: what is read, changed and deleted isn't there, and what is
 * inserted is a document that no database takes, which it says only to those who may insert.
 */
final class StorePermissions {
    /** Of the server: {@code Unauthorized}. */
    private static final int UNAUTHORIZED = 13;

    private final MongoStore store;
    private final String nothing;

    /** @param nothing the id of no document */
    StorePermissions(MongoStore store, String nothing) {
        this.store = store;
        this.nothing = nothing;
    }

    Finding finding() {
        var refused = new ArrayList<String>();
        var missing = new ArrayList<String>();
        for (MongoCollection<BsonDocument> collection : List.of(store.bookings(), store.bookingEvents())) {
            String name = collection.getNamespace().getCollectionName();
            boolean there = !store.await().all(collection.listIndexes(BsonDocument.class)).isEmpty();
            if (!there) {
                missing.add(name);
            }
            operations(collection).forEach((operation, publisher) -> {
                if ((there || operation.equals("find")) && !allowed(operation, publisher)) {
                    refused.add(operation + " in " + name);
                }
            });
        }
        if (!refused.isEmpty()) {
            return new Ill("may not " + String.join(", ", refused), "give the database's user the role readWrite");
        }
        return missing.isEmpty() ? new Well("may find, insert, update and remove in bookings and booking_events")
                : new Well("may find; writing is not tried, so as not to make " + String.join(" and ", missing));
    }

    private Map<String, Publisher<?>> operations(MongoCollection<BsonDocument> collection) {
        var none = Filters.eq("_id", nothing);
        var operations = new LinkedHashMap<String, Publisher<?>>();
        operations.put("find", collection.find(none).limit(1));
        // An _id that is an array.
        operations.put("insert", collection.insertOne(new BsonDocument("_id",
                new BsonArray(List.of(new BsonString(nothing))))));
        operations.put("update", collection.updateOne(none, Updates.set("version", new BsonInt32(0))));
        operations.put("remove", collection.deleteOne(none));
        return operations;
    }

    /** @throws UnavailableException for all other troubles, but that the document isn't taken */
    private boolean allowed(String operation, Publisher<?> publisher) {
        try {
            store.await().all(publisher);
            return true;
        } catch (UnavailableException e) {
            return switch (e.getCause()) {
                case MongoCommandException refused when refused.getErrorCode() == UNAUTHORIZED -> false;
                case MongoWriteException _ when operation.equals("insert") -> true; // for its form, so we may
                case null, default -> throw e;
            };
        }
    }
}

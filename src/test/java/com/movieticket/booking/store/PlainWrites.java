package com.movieticket.booking.store;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.Transition.Change;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

import java.util.List;

/** The writes of a booking's life as the driver makes them, with the store's connection, and nothing around them. */
public final class PlainWrites {
    private final MongoCollection<BsonDocument> bookings;
    private final Await await;

    public PlainWrites(MongoStore store) {
        this.bookings = store.bookings();
        this.await = store.await();
    }

    /** A new booking, and its event. */
    public void insert(Change created) {
        var document = new BsonDocument("_id", new BsonString(created.booking().id().value()));
        document.putAll(BookingDocuments.fields(created.booking()).document());
        document.put("outbox", new BsonArray(List.of(EventDocuments.fields(created.event().orElseThrow()).document())));
        await.all(bookings.insertOne(document));
    }

    /** What has become of it. */
    public void update(Booking booking) {
        await.first(bookings.findOneAndUpdate(Filters.and(Filters.eq("_id", booking.id().value()),
                        Filters.eq("version", booking.version() - 1)),
                new BsonDocument("$set", BookingDocuments.fields(booking).document()))).orElseThrow();
    }
}

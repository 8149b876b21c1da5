package com.movieticket.booking.store;

import com.movieticket.booking.booking.Booking;
import org.bson.BsonDocument;
import org.bson.BsonString;

import java.util.List;

/** Writes many bookings at once, as they would stand in the database when all their events are published. */
public final class InBulk {
    private InBulk() {
    }

    /** Waits until they are written. */
    public static void insert(MongoStore store, List<Booking> bookings) {
        store.await().all(store.bookings().insertMany(bookings.stream().map(InBulk::document).toList()));
    }

    private static BsonDocument document(Booking booking) {
        var document = new BsonDocument("_id", new BsonString(booking.id().value()));
        document.putAll(BookingDocuments.fields(booking).document());
        return document;
    }
}

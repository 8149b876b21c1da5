package com.movieticket.booking.crash;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the service has in its database, read past the service. */
final class Kept implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Bson BUSY = Filters.or(Filters.exists("work"), Filters.exists("outbox"));
    private static final Bson UNFINISHED = Filters.or(BUSY, Filters.in("status", "pending_payment", "refund_pending"));

    private final MongoClient client;

    Kept(String uri) {
        client = MongoClients.create(uri);
    }

    /** All bookings by id. */
    Map<String, BsonDocument> bookings() {
        return all("bookings").stream()
                .collect(Collectors.toMap(booking -> booking.getString("_id").getValue(), booking -> booking));
    }

    /** Ids of bookings that have not come to an end, or whose events have not all been published. */
    List<String> unfinished() {
        return ids(UNFINISHED);
    }

    /** Ids of bookings that somebody works on or will, or whose events have not all been published. */
    List<String> busy() {
        return ids(BUSY);
    }

    /** The audit trail: ids of published events with their types, by booking. */
    Map<String, Map<String, String>> trail() {
        return all("booking_events").stream().collect(Collectors.groupingBy(
                event -> event.getString("booking_id").getValue(),
                Collectors.toMap(event -> event.getString("_id").getValue(),
                        event -> event.getString("event_type").getValue())));
    }

    private List<String> ids(Bson filter) {
        return all(documents("bookings").find(filter).projection(Projections.include("_id"))).stream()
                .map(booking -> booking.getString("_id").getValue()).toList();
    }

    private List<BsonDocument> all(String collection) {
        return all(documents(collection).find());
    }

    private static List<BsonDocument> all(Publisher<BsonDocument> documents) {
        return Objects.requireNonNull(Flux.from(documents).collectList().block(PATIENCE));
    }

    private MongoCollection<BsonDocument> documents(String collection) {
        return client.getDatabase("movie_booking").getCollection(collection, BsonDocument.class);
    }

    @Override
    public void close() {
        client.close();
    }
}

package com.movieticket.booking.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClients;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import java.time.Duration;

class MongoStandInTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void what_is_inserted_is_found() {
        try (var mongo = MongoStandIn.start(0); var client = MongoClients.create(mongo.url())) {
            var bookings = client.getDatabase("movie_booking").getCollection("bookings");
            Mono.from(bookings.insertOne(new Document("_id", "b1").append("status", "confirmed"))).block(SOON);

            var found = Mono.from(bookings.find(new Document("status", "confirmed")).first()).block(SOON);

            assertThat(found).isEqualTo(new Document("_id", "b1").append("status", "confirmed"));
        }
    }
}

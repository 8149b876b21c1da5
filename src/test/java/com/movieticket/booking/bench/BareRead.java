package com.movieticket.booking.bench;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.helidon.http.HeaderValues;
import io.helidon.json.JsonGenerator;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * The least that a read of a booking can cost: a plain handler, MongoDB's blocking driver, the same request, the same bytes
 * in answer. A process of its own.
 */
final class BareRead {
    private static final List<String> TEXTS_BEFORE = List.of("user_id", "showtime_id");
    private static final Bson WITHOUT_OUTBOX = Projections.exclude("outbox");

    private final MongoCollection<BsonDocument> bookings;

    private BareRead(MongoCollection<BsonDocument> bookings) {
        this.bookings = bookings;
    }

    /** @param arguments the database's URI */
    public static void main(String[] arguments) throws Exception {
        try (var client = MongoClients.create(arguments[0])) {
            var bare = new BareRead(client.getDatabase("movie_booking").getCollection("bookings", BsonDocument.class));
            WebServer server = WebServer.builder().host("127.0.0.1").port(0).featuresDiscoverServices(false)
                    .routing(routing -> routing.post("/graphql", bare::answer)).build().start();
            Companion.serve(_ -> String.valueOf(server.port()));
        }
    }

    private void answer(ServerRequest request, ServerResponse response) throws IOException {
        BsonDocument booking = bookings.find(Filters.eq("_id", id(request))).projection(WITHOUT_OUTBOX).limit(1).first();
        var bytes = new ByteArrayOutputStream(512);
        try (var json = JsonGenerator.create(bytes)) {
            json.writeObjectStart().writeKey("data").writeObjectStart().writeKey("get_booking");
            write(json, booking);
            json.writeObjectEnd().writeObjectEnd();
        }
        response.header(HeaderValues.CONTENT_TYPE_JSON).send(bytes.toByteArray());
    }

    private static String id(ServerRequest request) throws IOException {
        try (InputStream content = request.content().inputStream()) {
            JsonObject body = JsonParser.create(content.readAllBytes()).readJsonObject();
            return body.objectValue("variables").orElseThrow().stringValue("id").orElseThrow();
        }
    }

    private static void write(JsonGenerator json, BsonDocument booking) {
        json.writeObjectStart().write("id", booking.getString("_id").getValue());
        TEXTS_BEFORE.forEach(name -> json.write(name, booking.getString(name).getValue()));
        json.writeKey("seats").writeArrayStart();
        booking.getArray("seats").forEach(seat -> json.write(seat.asString().getValue()));
        json.writeArrayEnd()
                .write("total_amount", booking.getDouble("total_amount").getValue())
                .write("status", booking.getString("status").getValue())
                .write("created_at", time(booking, "created_at"))
                .write("updated_at", time(booking, "updated_at"))
                .writeObjectEnd();
    }

    private static String time(BsonDocument booking, String name) {
        return Instant.ofEpochMilli(booking.getDateTime(name).getValue()).toString();
    }
}

package com.movieticket.booking.store;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BsonField;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.movieticket.booking.workflow.Bookings.Due;
import com.movieticket.booking.workflow.Unfinished;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Counts what is still to be done in MongoDB, by the index that the sweepers use. Thread-safe. */
public final class MongoUnfinished implements Unfinished {
    private static final BsonInt32 ONE = new BsonInt32(1);
    private static final BsonInt32 ZERO = new BsonInt32(0);

    private final MongoCollection<BsonDocument> bookings;
    private final Await await;

    public MongoUnfinished(MongoStore store) {
        this.bookings = store.bookings();
        this.await = store.await();
    }

    @Override
    public SeatLocks seatLocks(Instant now) {
        BsonValue holds = call("$gt", new BsonString("$due_at"), new BsonDateTime(now.toEpochMilli()));
        return sums(Due.EXPIRY,
                Accumulators.sum("active", call("$cond", holds, ONE, ZERO)),
                Accumulators.sum("expired", call("$cond", holds, ZERO, ONE)))
                .map(sum -> new SeatLocks(sum.longNumber("active"), sum.longNumber("expired")))
                .orElse(new SeatLocks(0, 0));
    }

    /** Without {@code cancelled_at} the cinema has refused the seats, right after the charge. */
    @Override
    public Refunds refunds() {
        return sums(Due.REFUND,
                Accumulators.sum("open", ONE),
                Accumulators.min("oldest",
                        call("$ifNull", new BsonString("$cancelled_at"), new BsonString("$payment.at"))))
                .map(sum -> new Refunds(sum.longNumber("open"), sum.optionalTime("oldest")))
                .orElse(new Refunds(0, Optional.empty()));
    }

    /** Of all bookings that are or will be due. Empty when there are none. */
    private Optional<Fields> sums(Due kind, BsonField... sums) {
        Bson unfinished = Filters.and(
                Filters.in("payment.state", PaymentState.of(kind).stream().map(PaymentState::storedName).toList()),
                Filters.gte("due_at", new Date(0)));
        return await.first(bookings.aggregate(List.of(Aggregates.match(unfinished), Aggregates.group(null, sums))))
                .map(Fields::new);
    }

    private static BsonValue call(String operator, BsonValue... arguments) {
        return new BsonDocument(operator, new BsonArray(List.of(arguments)));
    }
}

package com.movieticket.booking.store;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

import java.util.List;

/**
 * The indexes, and which query each is for.
 *
 * <table>
 * <caption>Every query that is run</caption>
 * <tr><th>query</th><th>index</th><th>reads</th></tr>
 * <tr><td>a booking, for reading and for compare-and-set</td><td>{@code _id}</td><td>one document</td></tr>
 * <tr><td>bookings of a user, newest first, before an instant</td>
 *     <td>{@code user_id, created_at↓, _id↓}</td><td>what it returns</td></tr>
 * <tr><td>the same of one status</td><td>the same</td><td>what that user has, at most</td></tr>
 * <tr><td>bookings due for a sweeper, longest overdue first</td>
 *     <td>{@code payment.state, due_at}</td><td>what it returns, by merging one range for each state</td></tr>
 * <tr><td>how many seat locks and refunds are open, and since when</td>
 *     <td>the same</td><td>unpaid bookings, or open refunds, all of them</td></tr>
 * <tr><td>bookings with waiting events, longest waiting first, and how many events wait</td>
 *     <td>{@code outbox_since}, sparse</td><td>bookings with waiting events, at most</td></tr>
 * <tr><td>bookings just found, to be claimed; those claimed; those of events that are to be noted</td>
 *     <td>{@code _id}</td><td>what it names</td></tr>
 * <tr><td>whether an event is in the audit trail</td><td>{@code _id}</td><td>one document</td></tr>
 * <tr><td>the audit trail of a booking: not ours, for people</td>
 *     <td>{@code booking_id, timestamp} of {@code booking_events}</td><td>what it returns</td></tr>
 * </table>
 *
 * <p>The status has no index of its own: it changes with nearly every write, so that each would pay for keeping the
 * index, and all it could save is looking at the other bookings of the one user.
 *
 * <p>A finished booking has neither {@code due_at} nor {@code outbox_since}. It stays out of the sparse index, and out
 * of the range of instants that a sweeper looks at.
 */
final class Indexes {
    /** Of bookings. */
    static final List<IndexModel> OF_BOOKINGS = List.of(
            index("user_bookings", keys("user_id", 1).append("created_at", new BsonInt32(-1))
                    .append("_id", new BsonInt32(-1))),
            index("due_bookings", keys("payment.state", 1).append("due_at", new BsonInt32(1))),
            new IndexModel(keys("outbox_since", 1), new IndexOptions().name("waiting_events").sparse(true)));
    /** Of events. */
    static final List<IndexModel> OF_EVENTS = List.of(
            index("booking_trail", keys("booking_id", 1).append("timestamp", new BsonInt32(1))));

    private Indexes() {
    }

    static void create(MongoStore store) {
        store.await().all(store.bookings().createIndexes(OF_BOOKINGS));
        store.await().all(store.bookingEvents().createIndexes(OF_EVENTS));
    }

    private static IndexModel index(String name, BsonDocument keys) {
        return new IndexModel(keys, new IndexOptions().name(name));
    }

    private static BsonDocument keys(String field, int order) {
        return new BsonDocument(field, new BsonInt32(order));
    }
}

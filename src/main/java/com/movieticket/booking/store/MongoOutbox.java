package com.movieticket.booking.store;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.workflow.Outbox;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * The outboxes of all bookings, each an array in its booking's document. Thread-safe.
 *
 * <p>A booking with waiting events has three fields beside its own: {@code outbox}, the events, oldest first;
 * {@code outbox_since}, since when the first of them waits; and {@code relay_until}, while somebody has claimed it. One
 * with none has none of the three. {@code outbox_since} stands on top, since an index on a field inside the array could
 * serve the search for old ones but not their order, and would have to sort a whole backlog for every batch.
 *
 * <p>Events come in at the end of the array while others leave at its front, each by a write of its own, so what is
 * removed together with the last event is removed by an update that names, in its filter, that last event as the only
 * one. An event coming in meanwhile makes the filter miss; one coming in later begins a new outbox. Either way exactly
 * one of the two sides sees the other, and takes care of the new event.
 *
 * <p>{@code outbox_since} may be too old for a moment, between two of these writes or for good if we die there: then a
 * claim finds the booking too soon, and puts it right. It is never too young, so no event is forgotten.
 */
public final class MongoOutbox implements Outbox {
    private static final System.Logger LOG = System.getLogger(MongoOutbox.class.getName());
    private static final Bson EMPTIED = Updates.combine(
            Updates.unset("outbox"), Updates.unset("outbox_since"), Updates.unset("relay_until"));
    private static final FindOneAndUpdateOptions THEN_OUTBOX = new FindOneAndUpdateOptions()
            .returnDocument(ReturnDocument.AFTER)
            .projection(Projections.include("outbox"));

    private final MongoCollection<BsonDocument> bookings;
    private final MongoCollection<BsonDocument> trail;
    private final Await await;

    public MongoOutbox(MongoStore store) {
        this.bookings = store.bookings();
        this.trail = store.bookingEvents();
        this.await = store.await();
    }

    /** The audit trail comes first: dying before the second write leads to publishing twice, not to a gap in it. */
    @Override
    public List<BookingEvent> published(BookingEvent event) {
        record(event);
        return removedAsLast(event) ? List.of() : remaining(event);
    }

    private void record(BookingEvent event) {
        var document = new BsonDocument("_id", new BsonString(event.id()));
        document.putAll(EventDocuments.fields(event).document());
        await.inserted(trail.insertOne(document));
    }

    private boolean removedAsLast(BookingEvent event) {
        var alone = Filters.and(booking(event), Filters.size("outbox", 1),
                Filters.eq("outbox.0.event_id", event.id()));
        return await.first(bookings.updateOne(alone, EMPTIED)).orElseThrow().getMatchedCount() == 1;
    }

    /** Removes the event from among others, or finds that it was removed before. */
    private List<BookingEvent> remaining(BookingEvent event) {
        Optional<BsonDocument> booking = await.first(bookings.findOneAndUpdate(booking(event),
                Updates.pull("outbox", Filters.eq("event_id", event.id())), THEN_OUTBOX));
        List<BookingEvent> remaining = booking.map(MongoOutbox::events).orElse(List.of());
        if (booking.isPresent()) {
            tidy(booking.get(), remaining);
        }
        return remaining;
    }

    private void tidy(BsonDocument booking, List<BookingEvent> remaining) {
        Bson same = Filters.eq("_id", booking.get("_id"));
        if (remaining.isEmpty()) {
            await.all(bookings.updateOne(Filters.and(same, Filters.size("outbox", 0)), EMPTIED));
        } else {
            BookingEvent first = remaining.getFirst();
            await.all(bookings.updateOne(Filters.and(same, Filters.eq("outbox.0.event_id", first.id())),
                    Updates.set("outbox_since", Date.from(first.at()))));
        }
    }

    @Override
    public Claimed claim(Instant waitingSince, Instant now, Instant until, int limit) {
        Bson claimable = Filters.and(Filters.lte("outbox_since", Date.from(waitingSince)),
                Filters.not(Filters.gt("relay_until", Date.from(now))));
        List<BsonDocument> found = await.all(bookings.find(claimable)
                .sort(Sorts.ascending("outbox_since")).projection(Projections.include("_id"))
                .limit(limit).batchSize(limit));
        List<BsonDocument> claimed = await.each(found.stream()
                .map(booking -> bookings.findOneAndUpdate(
                        Filters.and(Filters.eq("_id", booking.get("_id")), claimable),
                        Updates.set("relay_until", Date.from(until)), THEN_OUTBOX))
                .toList());
        return new Claimed(claimed.stream().flatMap(booking -> first(booking).stream()).toList(),
                found.size() - claimed.size());
    }

    /** Nothing when the outbox turns out to be empty, or its event unreadable, which must not hold up the others. */
    private Optional<BookingEvent> first(BsonDocument booking) {
        try {
            List<BookingEvent> events = events(booking);
            if (events.isEmpty()) {
                tidy(booking, events);
            }
            return events.stream().findFirst();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.ERROR, "An event can't be published: it stays in its outbox", e);
            return Optional.empty();
        }
    }

    @Override
    public Backlog backlog() {
        var waiting = Filters.gte("outbox_since", new Date(0));
        return await.first(bookings.aggregate(List.of(
                        Aggregates.match(waiting),
                        Aggregates.group(null,
                                Accumulators.sum("events", new BsonDocument("$size", new BsonString("$outbox"))),
                                Accumulators.min("oldest", "$outbox_since")))))
                .map(Fields::new)
                .map(sum -> new Backlog(sum.longNumber("events"), sum.optionalTime("oldest")))
                .orElse(new Backlog(0, Optional.empty()));
    }

    private static Bson booking(BookingEvent event) {
        return Filters.eq("_id", event.bookingId().value());
    }

    private static List<BookingEvent> events(BsonDocument booking) {
        return new Fields(booking).list("outbox").stream().map(EventDocuments::event).toList();
    }
}

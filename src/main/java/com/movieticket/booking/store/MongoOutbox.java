package com.movieticket.booking.store;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.workflow.Outbox;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The outboxes of all bookings, each an array in its booking's document. Thread-safe.
 *
 * <p>A booking with waiting events has four fields beside its own: {@code outbox}, the events, oldest first;
 * {@code outbox_since}, since when the first of them waits; {@code relay_until}, while somebody has claimed it, and
 * {@code relay_claim}, the name of that claim. One with none has none of the four. {@code outbox_since} stands on top, since
 * an index on a field inside the array could
 * serve the search for old ones but not their order, and would have to sort a whole backlog for every batch.
 *
 * <p>Events come in at the end of the array while others leave at its front, each by a write of its own, so what is
 * removed together with the last event is removed by an update that names, in its filter, that last event as the only
 * one. An event coming in meanwhile makes the filter miss; one coming in later begins a new outbox. Either way exactly
 * one of the two sides sees the other, and takes care of the new event.
 *
 * <p>{@code outbox_since} may be too old for a moment, between two of these writes or for good if we die there: then a
 * claim finds the booking too soon, and puts it right. It is never too young, so no event is forgotten.
 *
 * <p>Many events are noted by the same two writes, and many bookings claimed by the same one: how fast a backlog is worked
 * off is a matter of how often the database is asked.
 */
public final class MongoOutbox implements Outbox {
    private static final System.Logger LOG = System.getLogger(MongoOutbox.class.getName());
    private static final Bson EMPTIED = Updates.combine(
            Updates.unset("outbox"), Updates.unset("outbox_since"),
            Updates.unset("relay_until"), Updates.unset("relay_claim"));
    /**
     * Nobody waits for a note but the next event of the same booking. Were we to die meanwhile, the events of that moment
     * would be published twice.
     */
    private static final Duration MOMENT = Duration.ofMillis(20);
    /** At some 700 bytes each, less than a megabyte. */
    private static final int MOST_NOTED = 1000;
    private static final FindOneAndUpdateOptions THEN_OUTBOX = new FindOneAndUpdateOptions()
            .returnDocument(ReturnDocument.AFTER)
            .projection(Projections.include("outbox"));

    private final MongoCollection<BsonDocument> bookings;
    private final MongoCollection<BsonDocument> trail;
    private final Await await;
    private final RandomGenerator random;
    private final GroupCommit<BookingEvent, List<BookingEvent>> notes;

    /** @param random names claims */
    public MongoOutbox(MongoStore store, RandomGenerator random) {
        this(store, random, MOMENT);
    }

    /** @param moment to wait for others that are to be noted */
    MongoOutbox(MongoStore store, RandomGenerator random, Duration moment) {
        this.bookings = store.bookings();
        this.trail = store.bookingEvents();
        this.await = store.await();
        this.random = random;
        this.notes = new GroupCommit<>(moment, MOST_NOTED, this::noted);
    }

    @Override
    public List<BookingEvent> published(BookingEvent event) {
        return notes.join(event);
    }

    /** The audit trail comes first: dying before the second write leads to publishing twice, not to a gap in it. */
    private Map<BookingEvent, List<BookingEvent>> noted(List<BookingEvent> events) {
        List<BookingEvent> trailed = inTrail(events);
        Set<String> among = removedAsLast(trailed) ? Set.of() : amongOthers(trailed);
        return events.stream().collect(Collectors.toMap(event -> event,
                event -> among.contains(event.id()) ? remaining(event) : List.of()));
    }

    /** Those that the trail has now. One that it won't have must not hold up the others: it stays in its outbox. */
    private List<BookingEvent> inTrail(List<BookingEvent> events) {
        Map<Integer, String> refusals = await.refusals(trail.insertMany(
                events.stream().map(MongoOutbox::trailed).toList(), new InsertManyOptions().ordered(false)));
        refusals.forEach((place, reason) -> LOG.log(System.Logger.Level.ERROR,
                "Event {0} of booking {1} is not taken into the audit trail: {2}", events.get(place).id(),
                events.get(place).bookingId(), reason));
        return IntStream.range(0, events.size()).filter(place -> !refusals.containsKey(place))
                .mapToObj(events::get).toList();
    }

    private static BsonDocument trailed(BookingEvent event) {
        var document = new BsonDocument("_id", new BsonString(event.id()));
        document.putAll(EventDocuments.fields(event).document());
        return document;
    }

    /** Whether all of them were; which ones is not told. */
    private boolean removedAsLast(List<BookingEvent> events) {
        List<UpdateOneModel<BsonDocument>> removals = events.stream()
                .map(event -> new UpdateOneModel<BsonDocument>(Filters.and(booking(event), Filters.size("outbox", 1),
                        Filters.eq("outbox.0.event_id", event.id())), EMPTIED))
                .toList();
        return removals.isEmpty() || await.first(bookings.bulkWrite(removals, new BulkWriteOptions().ordered(false)))
                .orElseThrow().getMatchedCount() == events.size();
    }

    /** Those that are still in their outbox. What isn't has left it, just now or before: its follower is taken care of. */
    private Set<String> amongOthers(List<BookingEvent> events) {
        Set<String> ids = events.stream().map(BookingEvent::id).collect(Collectors.toSet());
        List<String> bookingIds = events.stream().map(event -> event.bookingId().value()).distinct().toList();
        return await.all(bookings.find(Filters.in("_id", bookingIds)).projection(Projections.include("outbox")))
                .stream().flatMap(booking -> new Fields(booking).list("outbox").stream())
                .flatMap(event -> event.optionalText("event_id").stream()).filter(ids::contains).collect(Collectors.toSet());
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
        List<BsonValue> found = await.all(bookings.find(claimable)
                        .sort(Sorts.ascending("outbox_since")).projection(Projections.include("_id"))
                        .limit(limit).batchSize(limit)).stream()
                .map(booking -> booking.get("_id")).toList();
        if (found.isEmpty()) {
            return new Claimed(List.of(), 0);
        }
        var claim = new BsonString(HexFormat.of().toHexDigits(random.nextLong()));
        await.all(bookings.updateMany(Filters.and(Filters.in("_id", found), claimable),
                Updates.combine(Updates.set("relay_until", Date.from(until)), Updates.set("relay_claim", claim))));
        List<BsonDocument> claimed = await.all(bookings
                .find(Filters.and(Filters.in("_id", found), Filters.eq("relay_claim", claim)))
                .sort(Sorts.ascending("outbox_since")).projection(Projections.include("outbox")).batchSize(limit));
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

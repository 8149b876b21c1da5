package com.movieticket.booking.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Bookings in MongoDB: every change is one compare-and-set on {@code version} that writes the booking's fields and
 * appends the event to its outbox. Thread-safe.
 *
 * <p>A write whose connection breaks is tried once more, which changes nothing if the first try has arrived: the version
 * is another then. Whose write it was that arrived is told by {@code write_id}, which every write sets anew; the version
 * alone can't tell, when two writers have read the same one.
 */
public final class MongoBookings implements Bookings {
    /** The outbox is the relay's: nobody who asks for a booking needs it. */
    private static final Bson WITHOUT_OUTBOX = Projections.exclude("outbox");
    private static final FindOneAndUpdateOptions THEN_EVENT_IDS = new FindOneAndUpdateOptions()
            .returnDocument(ReturnDocument.AFTER)
            .projection(Projections.include("outbox.event_id"));

    private final MongoCollection<BsonDocument> bookings;
    private final Await await;
    private final Await patient;
    private final SharedReads reads;
    private final RandomGenerator random;

    /** @param random used by all threads */
    public MongoBookings(MongoStore store, RandomGenerator random) {
        this.random = random;
        this.bookings = store.bookings();
        this.await = store.await();
        this.patient = await.patiently();
        this.reads = new SharedReads(await, this::those);
    }

    @Override
    public Written add(Change created) {
        Booking booking = created.booking();
        var document = new BsonDocument("_id", new BsonString(booking.id().value()));
        document.putAll(BookingDocuments.fields(booking).document());
        created.event().ifPresent(event -> {
            document.append("outbox", new BsonArray(List.of(EventDocuments.fields(event).document())));
            new Fields(document).time("outbox_since", event.at());
        });
        boolean inserted = await.twice(() -> await.inserted(bookings.insertOne(document)));
        return inserted || isStored(booking) ? Written.FIRST : Written.OVERTAKEN;
    }

    /** Whether an insertion that found the id taken has met its own first try, whose answer was lost. */
    private boolean isStored(Booking booking) {
        return find(booking.id())
                .filter(stored -> stored.lock().id().equals(booking.lock().id()))
                .filter(stored -> stored.createdAt().equals(booking.createdAt()))
                .isPresent();
    }

    /**
     * The booking was read a moment ago, and money may have been taken since: so this waits for a server as long as any
     * operation may take, where others fail at once.
     */
    @Override
    public Written apply(Change change) {
        String writeId = HexFormat.of().toHexDigits(random.nextLong());
        return patient.twice(() -> compareAndSet(change, writeId), () -> compareAndSet(change, writeId)
                        .or(() -> arrived(change, writeId)))
                .map(stored -> change.event().map(event -> standing(event, new Fields(stored))).orElse(Written.FIRST))
                .orElse(Written.OVERTAKEN);
    }

    private Optional<BsonDocument> compareAndSet(Change change, String writeId) {
        return patient.first(bookings.findOneAndUpdate(version(change, change.booking().version() - 1),
                update(change, writeId), THEN_EVENT_IDS));
    }

    /** What this very write has made of the booking, when nobody has taken it further since. */
    private Optional<BsonDocument> arrived(Change change, String writeId) {
        return patient.first(bookings.find(Filters.and(version(change, change.booking().version()),
                Filters.eq("write_id", writeId))).projection(Projections.include("outbox.event_id")).limit(1));
    }

    private static Bson version(Change change, long version) {
        return Filters.and(Filters.eq("_id", change.booking().id().value()), Filters.eq("version", version));
    }

    /** Touches single fields only: while this is under way the relay takes events out, without a new version. */
    private static Bson update(Change change, String writeId) {
        Fields fields = BookingDocuments.fields(change.booking());
        List<Bson> updates = new ArrayList<>();
        updates.add(new BsonDocument("$set", fields.document().append("write_id", new BsonString(writeId))));
        BookingDocuments.gone(fields).stream().map(Updates::unset).forEach(updates::add);
        change.event().ifPresent(event -> {
            updates.add(Updates.push("outbox", EventDocuments.fields(event).document()));
            updates.add(Updates.min("outbox_since", Date.from(event.at())));
        });
        return Updates.combine(updates);
    }

    private static Written standing(BookingEvent event, Fields stored) {
        boolean first = stored.list("outbox").stream().findFirst()
                .filter(next -> next.text("event_id").equals(event.id())).isPresent();
        return first ? Written.FIRST : Written.BEHIND;
    }

    @Override
    public Optional<Booking> find(BookingId id) {
        return reads.find(new BsonString(id.value())).map(BookingDocuments::booking);
    }

    private Publisher<BsonDocument> those(List<BsonString> ids) {
        return ids.size() == 1
                ? bookings.find(new BsonDocument("_id", ids.getFirst())).projection(WITHOUT_OUTBOX).first()
                : bookings.find(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids))))
                        .projection(WITHOUT_OUTBOX).limit(ids.size()).batchSize(ids.size());
    }

    /** Those created in the same millisecond come in descending order of id: always the same one. */
    @Override
    public List<Booking> find(OfUser query) {
        List<Bson> filters = new ArrayList<>();
        filters.add(Filters.eq("user_id", query.user().value()));
        query.before().ifPresent(before -> filters.add(Filters.lt("created_at", Date.from(before))));
        query.status().ifPresent(status -> filters.add(Filters.eq("status", status.wireName())));
        return list(Filters.and(filters), Sorts.descending("created_at", "_id"), query.limit())
                .map(BookingDocuments::booking).toList();
    }

    @Override
    public List<Booking> due(Due kind, Instant now, int limit) {
        return list(Filters.and(
                        Filters.in("payment.state", PaymentState.of(kind).stream().map(PaymentState::storedName).toList()),
                        Filters.lte("due_at", Date.from(now))),
                Sorts.ascending("due_at"), limit)
                .flatMap(document -> BookingDocuments.readable(document).stream()).toList();
    }

    private Stream<BsonDocument> list(Bson filter, Bson order, int limit) {
        return await.all(bookings.find(filter).sort(order).projection(WITHOUT_OUTBOX).limit(limit).batchSize(limit))
                .stream();
    }
}

package com.movieticket.booking.store;

import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.TimeLimit;
import com.movieticket.booking.workflow.UnavailableException;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Lets reads of single documents that come while another is under way share one query, which costs hardly more than one
 * read does. Thread-safe.
 *
 * <p>Nobody hears what was true before he asked: a read waits for the next query, and never takes the answer of one that was
 * sent before it came. A read that comes alone goes out at once, alone. Whoever has no shared answer within a moment, be it
 * that the query fails or takes its time because of somebody else's document, asks again for himself.
 */
final class SharedReads {
    /** So long one waits for an answer that others have a part in: many times what it takes when all is well. */
    private static final Duration PATIENCE = Duration.ofMillis(100);
    static final int MOST_IDS = 100;

    private final Await await;
    private final Duration patience;
    private final Function<List<BsonString>, Publisher<BsonDocument>> query;
    private final ReentrantLock lock = new ReentrantLock();
    /**
     * One query at a time: of two, each would be shared by half as many. But for one that takes its time, or is never
     * answered: nobody waits for that any more.
     */
    private Optional<Turn> underWay = Optional.empty();
    private final List<Read> waiting = new ArrayList<>();

    /** @param query finds the documents of those {@code _id}s */
    SharedReads(Await await, Function<List<BsonString>, Publisher<BsonDocument>> query) {
        this(await, PATIENCE, query);
    }

    /** @param patience with answers that others have a part in */
    SharedReads(Await await, Duration patience, Function<List<BsonString>, Publisher<BsonDocument>> query) {
        this.await = await;
        this.patience = patience;
        this.query = query;
    }

    /** A query's, and when it was sent. */
    private record Turn(long sent) {
        private boolean lasts(Duration patience) {
            return System.nanoTime() - sent < patience.toNanos();
        }
    }

    /** One that is under way, or waits for its turn. */
    private static final class Read {
        private final BsonString id;
        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean answered;
        private Optional<BsonDocument> document = Optional.empty();

        private Read(BsonString id) {
            this.id = id;
        }

        /** Whether the document is known within that time, or that there is none. */
        private boolean answeredWithin(Duration limit) {
            try {
                return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS) && answered;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new UnavailableException(Dependency.STORE, "interrupted while waiting for the answer");
            }
        }

        private void answer(Optional<BsonDocument> found) {
            document = found;
            answered = true;
            ended.countDown();
        }
    }

    /**
     * The document of that {@code _id}, if there is one.
     *
     * @throws UnavailableException as any operation of the store
     */
    Optional<BsonDocument> find(BsonString id) {
        return TimeLimit.within(await.timeout(), () -> {
            Duration limit = TimeLimit.atMost(await.timeout());
            await.primary().await(limit, await.patient());
            Read read = begin(id);
            return read.answeredWithin(limit.compareTo(patience) < 0 ? limit : patience)
                    ? read.document : await.first(query.apply(List.of(id)));
        });
    }

    /** How many wait for the next query. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Sends it now, or with the next query. */
    private Read begin(BsonString id) {
        var read = new Read(id);
        List<Read> reads;
        var turn = new Turn(System.nanoTime());
        lock.lock();
        try {
            waiting.add(read);
            if (underWay.filter(now -> now.lasts(patience)).isPresent()) {
                return read;
            }
            reads = taken(turn);
        } finally {
            lock.unlock();
        }
        send(reads, turn);
        return read;
    }

    /** A query is over: the next one takes what waits for it. */
    private void ended(Turn turn) {
        List<Read> reads;
        var next = new Turn(System.nanoTime());
        lock.lock();
        try {
            if (underWay.filter(now -> now == turn).isEmpty()) {
                return; // nobody waits for this one any more
            }
            reads = taken(next);
        } finally {
            lock.unlock();
        }
        if (!reads.isEmpty()) {
            send(reads, next);
        }
    }

    /** What goes with the next query; to be called by who has the lock. */
    private List<Read> taken(Turn turn) {
        List<Read> reads = List.copyOf(waiting.subList(0, Math.min(waiting.size(), MOST_IDS)));
        waiting.subList(0, reads.size()).clear();
        underWay = reads.isEmpty() ? Optional.empty() : Optional.of(turn);
        return reads;
    }

    private void send(List<Read> reads, Turn turn) {
        var answer = new Answer(reads, turn);
        try {
            query.apply(reads.stream().map(read -> read.id).toList()).subscribe(answer);
        } catch (RuntimeException e) {
            answer.onError(e);
        }
    }

    /** Hears what a query answers, on the driver's thread, which must not wait for anybody. */
    private final class Answer implements Subscriber<BsonDocument> {
        private final List<Read> reads;
        private final Turn turn;
        private final Map<BsonString, BsonDocument> found = new HashMap<>();

        private Answer(List<Read> reads, Turn turn) {
            this.reads = reads;
            this.turn = turn;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(BsonDocument document) {
            found.put(document.getString("_id"), document);
        }

        /** What is wrong will be heard by those who ask again. */
        @Override
        public void onError(Throwable problem) {
            ended(turn);
            reads.forEach(read -> read.ended.countDown());
        }

        @Override
        public void onComplete() {
            ended(turn);
            reads.forEach(read -> read.answer(Optional.ofNullable(found.get(read.id))));
        }
    }
}

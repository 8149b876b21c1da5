package com.movieticket.booking.store;

import com.mongodb.MongoException;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.workflow.UnavailableException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reads that come together share a query, and none of them is worse off for it. */
class SharedReadsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Queries that have been sent, each to be answered by hand. */
    private final List<Query> queries = new CopyOnWriteArrayList<>();
    private final Primary primary = new Primary(TIMEOUT, TIMEOUT);
    private final SharedReads reads = reads(TIMEOUT);
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    SharedReadsTest() {
        primary.found();
    }

    @AfterEach
    void nobodyWaitsAnyMore() {
        readers.shutdownNow();
    }

    @Test
    void one_that_comes_alone_is_sent_at_once_and_alone() {
        var read = reading("a");
        sent(1).answer("a");
        assertThat(read.join()).hasValueSatisfying(named("a"));
    }

    @Test
    void those_that_come_meanwhile_share_the_next_query_and_never_hear_an_answer_from_before() {
        var first = reading("a");
        Query early = sent(1);
        var others = List.of(reading("a"), reading("b"), reading("none"));
        Eventually.within(TIMEOUT).check(() -> assertThat(reads.waiting()).isEqualTo(3));
        early.answer("a");
        Query shared = sent(2);
        assertThat(shared.ids()).containsExactlyInAnyOrder("a", "b", "none");
        assertThat(others).noneMatch(CompletableFuture::isDone);
        shared.answer("b", "a");
        assertThat(first.join()).hasValueSatisfying(named("a"));
        assertThat(others.get(0).join()).hasValueSatisfying(named("a"));
        assertThat(others.get(1).join()).hasValueSatisfying(named("b"));
        assertThat(others.get(2).join()).isEmpty();
    }

    @Test
    void no_query_grows_beyond_a_hundred() {
        reading("a");
        Query early = sent(1);
        IntStream.range(0, 130).forEach(i -> reading("b" + i));
        Eventually.within(TIMEOUT).check(() -> assertThat(reads.waiting()).isEqualTo(130));
        early.answer("a");
        assertThat(sent(2).ids()).hasSize(SharedReads.MOST_IDS);
        assertThat(reads.waiting()).isEqualTo(30);
    }

    @Test
    void when_a_shared_query_fails_each_asks_again_for_himself_and_hears_his_own_answer() {
        var good = reading("a");
        sent(1).fail();
        sent(2).answer("a");
        assertThat(good.join()).hasValueSatisfying(named("a"));
        var bad = reading("b");
        sent(3).fail();
        sent(4).fail();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void who_waits_behind_a_query_that_takes_its_time_asks_for_himself() {
        var hasty = reads(Duration.ofMillis(50));
        reading(hasty, "a");
        sent(1);
        var behind = reading(hasty, "b");
        queries(List.of("b")).answer("b");
        assertThat(behind.join()).hasValueSatisfying(named("b"));
    }

    @Test
    void a_query_that_is_never_answered_is_soon_forgotten() {
        var hasty = reads(Duration.ofMillis(50));
        reading(hasty, "a");
        sent(1);
        assertThat(reading(hasty, "b")).satisfies(behind -> {
            queries(List.of("b")).answer("b");
            assertThat(behind.join()).hasValueSatisfying(named("b"));
        });
        var later = reading(hasty, "c");
        Eventually.within(TIMEOUT).check(() -> assertThat(queries.getLast().ids()).contains("c"));
        queries.getLast().answer("c");
        assertThat(later.join()).hasValueSatisfying(named("c"));
        assertThat(hasty.waiting()).isZero();
    }

    @Test
    void a_query_that_cannot_even_be_sent_holds_nobody_up() {
        var refused = new SharedReads(new Await(TIMEOUT, primary), TIMEOUT, _ -> {
            throw new IllegalStateException("closed");
        });
        assertThatThrownBy(() -> refused.find(new BsonString("a"))).hasMessage("closed");
        assertThatThrownBy(() -> refused.find(new BsonString("a"))).hasMessage("closed");
    }

    private SharedReads reads(Duration patience) {
        return new SharedReads(new Await(TIMEOUT, primary), patience, Query::new);
    }

    private CompletableFuture<Optional<BsonDocument>> reading(String id) {
        return reading(reads, id);
    }

    private CompletableFuture<Optional<BsonDocument>> reading(SharedReads reads, String id) {
        return CompletableFuture.supplyAsync(() -> reads.find(new BsonString(id)), readers);
    }

    private static Consumer<BsonDocument> named(String id) {
        return document -> assertThat(document.getString("_id").getValue()).isEqualTo(id);
    }

    private Query queries(List<String> ids) {
        Eventually.within(TIMEOUT).check(() -> assertThat(queries).anyMatch(query -> query.ids().equals(ids)));
        return queries.stream().filter(query -> query.ids().equals(ids)).findFirst().orElseThrow();
    }

    private Query sent(int count) {
        Eventually.within(TIMEOUT).check(() -> assertThat(queries).hasSizeGreaterThanOrEqualTo(count));
        return queries.get(count - 1);
    }

    private final class Query implements Publisher<BsonDocument> {
        private final List<BsonString> wanted;
        private final CompletableFuture<Subscriber<? super BsonDocument>> subscriber = new CompletableFuture<>();

        private Query(List<BsonString> wanted) {
            this.wanted = new ArrayList<>(wanted);
        }

        private List<String> ids() {
            return wanted.stream().map(BsonString::getValue).toList();
        }

        @Override
        public void subscribe(Subscriber<? super BsonDocument> given) {
            given.onSubscribe(new Subscription() {
                @Override
                public void request(long count) {
                    // All of it, in any case.
                }

                @Override
                public void cancel() {
                    // Nothing is kept.
                }
            });
            subscriber.complete(given);
            queries.add(this);
        }

        private void answer(String... found) {
            for (String id : found) {
                subscriber.join().onNext(new BsonDocument("_id", new BsonString(id)).append("n", new BsonInt32(1)));
            }
            subscriber.join().onComplete();
        }

        private void fail() {
            subscriber.join().onError(new MongoException("no"));
        }
    }
}

package com.movieticket.booking.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.result.InsertManyResult;
import com.mongodb.client.result.InsertOneResult;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.TimeLimit;
import com.movieticket.booking.workflow.UnavailableException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Waits for the reactive driver, so that nobody else has to know that it is one: the calling thread, a virtual one,
 * parks until the driver has answered.
 *
 * <p>Every method throws {@link UnavailableException} when the answer doesn't come in time, isn't heard, or when the
 * thread is interrupted, which stays interrupted then. The operation may have taken effect all the same.
 *
 * @param timeout for a whole operation, retries included; less where the work at hand has less time
 * @param primary without one nothing is sent
 * @param patient whether to wait for one for all of the time, though there has been none for long
 */
record Await(Duration timeout, Primary primary, boolean patient) {
    Await(Duration timeout, Primary primary) {
        this(timeout, primary, false);
    }

    /** For what must not be given up lightly. */
    Await patiently() {
        return new Await(timeout, primary, true);
    }

    /** The first of what is published; empty when nothing is. */
    <T> Optional<T> first(Publisher<T> publisher) {
        return all(publisher).stream().findFirst();
    }

    /** All that is published. The caller sees to it that it isn't too much. */
    <T> List<T> all(Publisher<T> publisher) {
        return each(List.of(publisher));
    }

    /** All that any of them publishes, having waited for them at the same time. */
    <T> List<T> each(List<? extends Publisher<T>> publishers) {
        Duration limit = TimeLimit.atMost(timeout);
        long deadline = System.nanoTime() + limit.toNanos();
        primary.await(limit, patient);
        List<Answer<T>> answers = publishers.stream().map(publisher -> {
            var answer = new Answer<T>();
            publisher.subscribe(answer);
            return answer;
        }).toList();
        var items = new ArrayList<T>();
        for (Answer<T> answer : answers) {
            items.addAll(answer.await(deadline - System.nanoTime(), limit));
        }
        return items;
    }

    /** Tries once more when the connection breaks, all within the time of one operation. */
    <T> T twice(Supplier<T> operation) {
        return twice(operation, operation);
    }

    /**
     * Tries once more when the connection breaks, all within the time of one operation: what the driver does itself where
     * the server knows sessions.
     *
     * @param again also right when the first try has taken effect
     */
    <T> T twice(Supplier<T> operation, Supplier<T> again) {
        return TimeLimit.within(timeout, () -> {
            try {
                return operation.get();
            } catch (UnavailableException e) {
                if (!connectionBroke(e)) {
                    throw e;
                }
                return onceMore(again, e);
            }
        });
    }

    /** What the second try doesn't know of its own effect, it doesn't know of the first one's either. */
    private static <T> T onceMore(Supplier<T> again, UnavailableException first) {
        try {
            return again.get();
        } catch (UnavailableException second) {
            if (second.isWithoutEffect() && !first.isWithoutEffect()) {
                first.addSuppressed(second);
                throw first;
            }
            throw second;
        }
    }

    private static boolean connectionBroke(UnavailableException e) {
        return switch (e.getCause()) {
            case MongoSocketException _, MongoConnectionPoolClearedException _, MongoNotPrimaryException _,
                 MongoNodeIsRecoveringException _ -> true;
            case null, default -> false;
        };
    }

    /** Whether a document was inserted; false when there is one of the same {@code _id} already. */
    boolean inserted(Publisher<InsertOneResult> insertion) {
        try {
            all(insertion);
            return true;
        } catch (UnavailableException e) {
            if (e.getCause() instanceof MongoWriteException refused
                    && refused.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Inserts documents, in any order, and is content with those that are there already.
     *
     * @return what the database has against the others, by their places; empty when all are there now
     */
    Map<Integer, String> refusals(Publisher<InsertManyResult> insertion) {
        try {
            all(insertion);
            return Map.of();
        } catch (UnavailableException e) {
            if (e.getCause() instanceof MongoBulkWriteException refused && refused.getWriteConcernError() == null) {
                return refused.getWriteErrors().stream()
                        .filter(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)
                        .collect(Collectors.toMap(BulkWriteError::getIndex, BulkWriteError::getMessage));
            }
            throw e;
        }
    }

    private static final class Answer<T> implements Subscriber<T> {
        private final CountDownLatch complete = new CountDownLatch(1);
        private final List<T> items = new ArrayList<>(1);
        private Optional<Throwable> failure = Optional.empty();
        private volatile Optional<Subscription> subscription = Optional.empty();

        @Override
        public void onSubscribe(Subscription given) {
            subscription = Optional.of(given);
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T item) {
            items.add(item);
        }

        @Override
        public void onError(Throwable error) {
            failure = Optional.of(error);
            complete.countDown();
        }

        @Override
        public void onComplete() {
            complete.countDown();
        }

        List<T> await(long nanos, Duration limit) {
            try {
                if (!complete.await(nanos, TimeUnit.NANOSECONDS)) {
                    subscription.ifPresent(Subscription::cancel);
                    throw new UnavailableException(Dependency.STORE, "no answer within " + limit);
                }
            } catch (InterruptedException _) {
                subscription.ifPresent(Subscription::cancel);
                Thread.currentThread().interrupt();
                throw new UnavailableException(Dependency.STORE, "interrupted while waiting for the answer");
            }
            if (failure.isPresent()) {
                throw unavailable(failure.get());
            }
            return items;
        }

        /** The driver's words about time-outs and refused credentials name the database's user: they are left out. */
        private static RuntimeException unavailable(Throwable failure) {
            return switch (failure) {
                case MongoSecurityException _ ->
                        new UnavailableException(Dependency.STORE, "the credentials were not accepted");
                case MongoOperationTimeoutException _ ->
                        new UnavailableException(Dependency.STORE, "the operation was not finished in time");
                case MongoTimeoutException _ ->
                        new UnavailableException(Dependency.STORE, "no server or connection to be had in time");
                case MongoConnectionPoolClearedException e -> UnavailableException.withoutEffect(Dependency.STORE,
                        "the connection was given up before it was used", e);
                case MongoSocketOpenException e -> UnavailableException.withoutEffect(Dependency.STORE, "no connection", e);
                case MongoWriteException e -> UnavailableException.withoutEffect(Dependency.STORE, "the write was refused", e);
                case MongoException e -> new UnavailableException(Dependency.STORE, "the operation failed", e);
                default -> new IllegalStateException("the operation can't be carried out", failure);
            };
        }
    }
}

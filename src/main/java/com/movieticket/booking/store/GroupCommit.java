package com.movieticket.booking.store;

import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Makes one write of what many want written at about the same time: the first one's comes a moment later than it could, and
 * takes with it what has come meanwhile, and so does the next. The more there is to do, the less each costs. Thread-safe.
 *
 * @param <Q> what is wanted; equal ones are written once
 * @param <A> what comes of it
 */
final class GroupCommit<Q, A> {
    private final Duration moment;
    private final int most;
    private final Function<List<Q>, Map<Q, A>> write;

    private final Queue<Entry<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    /** Whether a thread is at work that will see what waits. */
    private final AtomicBoolean atWork = new AtomicBoolean();

    private record Entry<Q, A>(Q wanted, CompletableFuture<A> answer) {
    }

    /**
     * @param moment to wait for others before each write; zero or more
     * @param most   that are written together
     * @param write  has an answer for each of them, or throws, and then has failed for all; called by one thread at a time
     */
    GroupCommit(Duration moment, int most, Function<List<Q>, Map<Q, A>> write) {
        this.moment = moment;
        this.most = most;
        this.write = write;
    }

    /**
     * Waits for the write.
     *
     * @throws RuntimeException     what the write throws
     * @throws UnavailableException when interrupted, and stays so; it may be written all the same
     */
    A join(Q wanted) {
        var entry = new Entry<Q, A>(wanted, new CompletableFuture<>());
        waiting.add(entry);
        if (atWork.compareAndSet(false, true)) {
            Thread.ofVirtual().name("group-commit").start(this::work);
        }
        try {
            return entry.answer.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(Dependency.STORE, "interrupted while waiting for the answer");
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException failure -> failure;
                case Error error -> throw error;
                default -> new IllegalStateException("a function can't throw this", e.getCause());
            };
        }
    }

    /** How many wait for the next write. */
    int waiting() {
        return waiting.size();
    }

    /** Nobody's thread: whoever wants something written need not write for all who come later. */
    private void work() {
        do {
            pause();
            commit();
        } while (!idle());
    }

    private void pause() {
        try {
            new CountDownLatch(1).await(moment.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody does, and if so, it is no reason not to write
        }
    }

    private void commit() {
        var entries = new ArrayList<Entry<Q, A>>();
        while (entries.size() < most && waiting.peek() != null) {
            entries.add(waiting.remove());
        }
        try {
            Map<Q, A> answers = write.apply(entries.stream().map(Entry::wanted).distinct().toList());
            entries.forEach(entry -> entry.answer.complete(answers.get(entry.wanted)));
        } catch (RuntimeException | Error e) {
            entries.forEach(entry -> entry.answer.completeExceptionally(e));
        }
    }

    /** Nobody waits, or somebody who came just now has begun to work himself. */
    private boolean idle() {
        atWork.set(false);
        return waiting.isEmpty() || !atWork.compareAndSet(false, true);
    }
}

package com.movieticket.booking.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Makes one write of what many want written at the same time: while one is under way, whoever comes waits, and then the
 * first of those who wait writes for all of them. Thread-safe.
 *
 * <p>Nobody waits longer than for the write before and its own, so a single caller pays nothing; the more there is to do,
 * the less each costs.
 *
 * @param <Q> what is wanted; equal ones are written once
 * @param <A> what comes of it
 */
final class GroupCommit<Q, A> {
    private final int most;
    private final Function<List<Q>, Map<Q, A>> write;

    private final Queue<Entry<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    /** Held while somebody writes; first come, first served, so that what is written next has waited longest. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private record Entry<Q, A>(Q wanted, CompletableFuture<A> answer) {
    }

    /**
     * @param most  that are written together
     * @param write has an answer for each of them, or throws, and then has failed for all
     */
    GroupCommit(int most, Function<List<Q>, Map<Q, A>> write) {
        this.most = most;
        this.write = write;
    }

    /** Throws what the write throws. */
    A join(Q wanted) {
        var entry = new Entry<Q, A>(wanted, new CompletableFuture<>());
        waiting.add(entry);
        turn.lock();
        try {
            while (!entry.answer.isDone()) {
                commit();
            }
        } finally {
            turn.unlock();
        }
        if (entry.answer.isCompletedExceptionally() && entry.answer.exceptionNow() instanceof RuntimeException failure) {
            throw failure;
        }
        return entry.answer.resultNow();
    }

    private void commit() {
        var entries = new ArrayList<Entry<Q, A>>();
        while (entries.size() < most && waiting.peek() != null) {
            entries.add(waiting.remove());
        }
        try {
            Map<Q, A> answers = write.apply(entries.stream().map(Entry::wanted).distinct().toList());
            entries.forEach(entry -> entry.answer.complete(answers.get(entry.wanted)));
        } catch (RuntimeException e) {
            entries.forEach(entry -> entry.answer.completeExceptionally(e));
        }
    }
}

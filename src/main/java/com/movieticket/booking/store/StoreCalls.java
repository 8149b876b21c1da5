package com.movieticket.booking.store;

import com.movieticket.booking.resilience.CallObserver;
import com.movieticket.booking.resilience.CallOutcome;
import com.movieticket.booking.resilience.Operation;
import com.movieticket.booking.workflow.TimeLimit;
import com.movieticket.booking.workflow.UnavailableException;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tells a {@link CallObserver} of each operation of the store: how long it took and how it ended. Thread-safe.
 *
 * <p>An operation is one question of ours, whatever it takes to answer it: a write that is tried once more is one still.
 */
public final class StoreCalls {
    static final Operation INSERT = Operation.repeatable("insert");
    static final Operation UPDATE = Operation.repeatable("update");
    static final Operation FIND = Operation.repeatable("find");
    static final Operation LIST = Operation.repeatable("list");
    static final Operation DUE = Operation.repeatable("due");
    static final Operation CLAIM = Operation.repeatable("claim");
    static final Operation PUBLISHED = Operation.repeatable("published");
    static final Operation COUNT = Operation.repeatable("count");

    /** All that there are. */
    public static final List<Operation> OPERATIONS =
            List.of(INSERT, UPDATE, FIND, LIST, DUE, CLAIM, PUBLISHED, COUNT);
    /** The store's name for the observer. */
    public static final String SERVICE = "mongodb";

    private final CallObserver observer;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    /**
     * @param timeout  of an operation
     * @param nanoTime like {@link System#nanoTime}
     */
    public StoreCalls(CallObserver observer, Duration timeout, LongSupplier nanoTime) {
        this.observer = observer;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    <T> T call(Operation operation, Supplier<T> work) {
        return call(operation, _ -> false, work);
    }

    /** @param refused what the store says when it doesn't do what it was asked, and is well */
    <T> T call(Operation operation, Predicate<T> refused, Supplier<T> work) {
        Duration limit = TimeLimit.atMost(timeout);
        long begin = nanoTime.getAsLong();
        CallOutcome outcome = CallOutcome.ERROR;
        try {
            T answer = work.get();
            outcome = refused.test(answer) ? CallOutcome.REFUSED : CallOutcome.OK;
            return answer;
        } catch (UnavailableException e) {
            outcome = failure(limit, nanoTime.getAsLong() - begin);
            throw e;
        } finally {
            observer.ended(SERVICE, operation.name(), outcome, Duration.ofNanos(nanoTime.getAsLong() - begin));
        }
    }

    /** What fails when all its time is over has failed because of that. What never had any says nothing of the store. */
    private static CallOutcome failure(Duration limit, long took) {
        if (limit.isZero()) {
            return CallOutcome.REJECTED;
        }
        if (Thread.currentThread().isInterrupted()) {
            return CallOutcome.ABANDONED;
        }
        return took >= limit.toNanos() ? CallOutcome.TIMEOUT : CallOutcome.ERROR;
    }
}

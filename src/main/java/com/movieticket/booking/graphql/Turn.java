package com.movieticket.booking.graphql;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What one thread in a {@link WaitingLine} waits for. */
final class Turn {
    /** That never comes. */
    static final Turn NEVER = never();

    private final Thread owner;
    private final int size;
    private final Duration longestWait;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean called;

    /** @param size of its request, in bytes */
    Turn(Thread owner, int size, Duration longestWait) {
        this.owner = owner;
        this.size = size;
        this.longestWait = longestWait;
    }

    private static Turn never() {
        var turn = new Turn(Thread.currentThread(), 0, Duration.ZERO);
        turn.decide(false);
        return turn;
    }

    Thread owner() {
        return owner;
    }

    int size() {
        return size;
    }

    /** To be called once. */
    void decide(boolean called) {
        this.called = called;
        decided.countDown();
    }

    /** Waits until it is decided, but not for too long. */
    void await() throws InterruptedException {
        decided.await(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether it has come. */
    boolean isCalled() {
        return called;
    }

    /** Whether it never will. */
    boolean isTurnedAway() {
        return decided.getCount() == 0 && !called;
    }
}

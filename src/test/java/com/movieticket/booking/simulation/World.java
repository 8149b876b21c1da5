package com.movieticket.booking.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Virtual time and the only chance there is. Blocking code runs in tasks, of which exactly one runs at any moment; a task
 * gives way only in {@link #pause}, and the seed decides who goes on. The same seed gives the same history.
 */
final class World implements InstantSource {
    private static final Instant DAWN = Instant.parse("2024-12-15T10:30:00Z");

    private final long seed;
    private final RandomGenerator random;
    private final PriorityQueue<Wake> wakes = new PriorityQueue<>();
    private final List<String> history = new ArrayList<>();
    private final boolean recording;
    private final Thread stage = Thread.currentThread();
    private volatile Throwable failure;
    private volatile boolean over;
    private volatile Task running;
    private Instant now = DAWN;

    World(long seed, boolean recording) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
        this.recording = recording;
    }

    @Override
    public Instant instant() {
        return now;
    }

    RandomGenerator random() {
        return random;
    }

    /** True once in {@code times}, on average. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    /** Notes a line of the history, if anybody is going to read it. */
    void note(String who, Supplier<String> what) {
        if (recording) {
            history.add("%9.3f  %-8s %s".formatted(Duration.between(DAWN, now).toMillis() / 1000.0, who, what.get()));
        }
    }

    List<String> history() {
        return history;
    }

    /** Lets a task begin at the present time. */
    void spawn(Runnable body) {
        var task = new Task();
        task.thread = Thread.ofVirtual().unstarted(() -> {
            task.await();
            try {
                if (!over) {
                    body.run();
                }
            } catch (Over _) {
                return;
            } catch (Throwable e) {
                failure = e;
            }
            next();
        });
        wakes.add(new Wake(now, random.nextInt(), task));
        task.thread.start();
    }

    /** Lets the running task rest, and others go on. */
    void pause(Duration rest) {
        Task self = running;
        wakes.add(new Wake(now.plus(rest), random.nextInt(), self));
        next();
        self.await();
        if (over) {
            throw new Over();
        }
    }

    /** Runs until no task is left, and fails as the first task failed. */
    void run() {
        next();
        while (!over) {
            LockSupport.park(this);
        }
        if (failure != null) {
            throw new AssertionError("a task failed in the run of -Dsim.seed=" + seed, failure);
        }
    }

    private void next() {
        Wake wake = failure == null ? wakes.poll() : null;
        if (wake == null) {
            over = true;
            wakes.forEach(left -> left.task().go());
            LockSupport.unpark(stage);
            return;
        }
        now = wake.at();
        running = wake.task();
        wake.task().go();
    }

    private record Wake(Instant at, int tie, Task task) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Integer.compare(tie, other.tie);
        }
    }

    /** A thread that runs only when it is its turn. */
    private static final class Task {
        private Thread thread = Thread.currentThread();
        private volatile boolean turn;

        void go() {
            turn = true;
            LockSupport.unpark(thread);
        }

        void await() {
            while (!turn) {
                LockSupport.park(this);
            }
            turn = false;
        }
    }

    /** The curtain has fallen; unwinds a task that is still waiting. */
    private static final class Over extends Error {
        private static final long serialVersionUID = 1L;

        Over() {
            super(null, null, false, false);
        }
    }
}

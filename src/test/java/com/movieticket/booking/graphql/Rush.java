package com.movieticket.booking.graphql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * What becomes of a stream of requests before a service that takes what {@link LoadShedding} lets in: a queue for some
 * processors, and then a neighbour who takes his time for any number at once. Played in time of its own.
 */
final class Rush {
    /** When who was let in has been served by a processor and by the neighbour. */
    private record Done(long at, long begun) {
    }

    private final SplittableRandom random;
    private final int processors;
    private final double work;
    private double delay;
    private final long[] freeFrom;
    private final PriorityQueue<Done> underWay = new PriorityQueue<>(Comparator.comparingLong(Done::at));
    private final LoadShedding shedding;

    private long now;
    private List<Long> latencies = new ArrayList<>();
    private int refused;

    /**
     * @param work  of a processor for one request, on average
     * @param delay of the neighbour
     */
    Rush(long seed, int processors, Duration work, Duration delay, int most) {
        this.random = new SplittableRandom(seed);
        this.processors = processors;
        this.work = work.toNanos();
        this.delay = delay.toNanos();
        this.freeFrom = new long[processors];
        this.shedding = new LoadShedding(16, most, () -> now);
    }

    /** How many can be done in a second, as far as processors go. */
    double capacity() {
        return processors * 1e9 / work;
    }

    /** From now on the neighbour takes so long. */
    void neighbourTakes(Duration delay) {
        this.delay = delay.toNanos();
    }

    int limit() {
        return shedding.limit();
    }

    /**
     * What came of it.
     *
     * @param goodput for each second
     * @param p99     of those that were let in
     * @param refused of all, 0 to 1
     */
    record Outcome(double goodput, Duration p99, double refused) {
    }

    /** So many come for each second, at times of chance. */
    Outcome play(double rate, Duration time) {
        latencies = new ArrayList<>();
        refused = 0;
        long end = now + time.toNanos();
        for (long next = now + pause(rate); next < end; next += pause(rate)) {
            until(next);
            arrive();
        }
        until(end);
        latencies.sort(null);
        int all = latencies.size() + refused;
        return new Outcome(latencies.size() / (time.toNanos() / 1e9),
                Duration.ofNanos(latencies.isEmpty() ? 0 : latencies.get(latencies.size() * 99 / 100)),
                (double) refused / all);
    }

    private void arrive() {
        if (!shedding.lets(1, false)) {
            refused++;
            return;
        }
        int first = 0;
        for (int i = 1; i < freeFrom.length; i++) {
            first = freeFrom[i] < freeFrom[first] ? i : first;
        }
        freeFrom[first] = Math.max(now, freeFrom[first]) + chance(work);
        underWay.add(new Done(freeFrom[first] + (long) delay, now));
    }

    private void until(long time) {
        while (!underWay.isEmpty() && underWay.peek().at() <= time) {
            Done done = underWay.poll();
            now = done.at();
            latencies.add(done.at() - done.begun());
            shedding.ended(1);
        }
        now = time;
    }

    private long pause(double rate) {
        return Math.max(1, chance(1e9 / rate));
    }

    /** Exponentially distributed. */
    private long chance(double mean) {
        return (long) (-Math.log(1 - random.nextDouble()) * mean);
    }
}

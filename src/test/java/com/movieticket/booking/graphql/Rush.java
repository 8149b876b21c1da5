package com.movieticket.booking.graphql;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * What becomes of a stream of requests before a service that takes what {@link LoadShedding} lets in. Played in time of its
 * own.
 *
 * <p>All that could go on queues for some processors, first come, first served, as virtual threads do: a request in order to
 * be read, and, when it is let in, turn after turn, with a neighbour who takes his time in between, for any number at once.
 */
final class Rush {
    /** That are worked on at once in any case, where nothing else is said. */
    static final int LEAST = 64;
    private static final int TURNS = 8;

    private record Event(long at, Runnable what) {
    }

    private record Work(long cost, Runnable then) {
    }

    private final SplittableRandom random;
    private final int processors;
    private final double reading;
    private final double work;
    private double delay;
    private long pause;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final Queue<Work> ready = new ArrayDeque<>();
    private int idle;
    private final LoadShedding shedding;

    private long now;
    private List<Long> latencies = new ArrayList<>();
    private int refused;

    /**
     * @param reading of a request, before it is known whether it is let in
     * @param work    of a processor for one that is let in, on average
     * @param delay   of the neighbour
     */
    Rush(long seed, int processors, Duration reading, Duration work, Duration delay, int most) {
        this(seed, processors, reading, work, delay, LEAST, most);
    }

    /** @param least that are worked on at once in any case */
    Rush(long seed, int processors, Duration reading, Duration work, Duration delay, int least, int most) {
        this.random = new SplittableRandom(seed);
        this.processors = processors;
        this.idle = processors;
        this.reading = reading.toNanos();
        this.work = work.toNanos();
        this.delay = delay.toNanos();
        var queue = new ProcessorQueue(() -> now, probe -> queue(0, probe));
        this.shedding = new LoadShedding(least, most, WaitingLine.none(), processors, queue, () -> now);
    }

    /** How many can be done in a second, as far as processors go, when so many come. */
    double possible(double rate) {
        return rate <= capacity() ? rate : (processors * 1e9 - rate * reading) / work;
    }

    /** How many can be done in a second when none is turned away, as far as processors go. */
    double capacity() {
        return processors * 1e9 / (reading + work);
    }

    /** From now on the neighbour takes so long. */
    void neighbourTakes(Duration delay) {
        this.delay = delay.toNanos();
    }

    /** From now on nothing runs for so long every second, as while a collector is at work. */
    void pausesEverySecond(Duration pause) {
        this.pause = pause.toNanos();
    }

    int limit() {
        return shedding.limit();
    }

    /**
     * What came of it.
     *
     * @param goodput for each second
     * @param p99     of those that were done
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
            long arrival = next;
            events.add(new Event(arrival, () -> queue((long) reading, () -> read(arrival))));
        }
        for (long next = now; pause > 0 && next < end; next += 1_000_000_000) {
            events.add(new Event(next, this::rest));
        }
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.poll();
            now = event.at();
            event.what().run();
        }
        now = end;
        latencies.sort(null);
        int all = latencies.size() + refused;
        return new Outcome(latencies.size() / (time.toNanos() / 1e9),
                Duration.ofNanos(latencies.isEmpty() ? 0 : latencies.get(latencies.size() * 99 / 100)),
                (double) refused / all);
    }

    private void rest() {
        for (int i = 0; i < processors; i++) {
            queue(pause, () -> { });
        }
    }

    private void read(long arrival) {
        if (shedding.lets(1, false)) {
            turn(arrival, 1);
        } else {
            refused++;
        }
    }

    private void turn(long arrival, int number) {
        queue(chance(work / TURNS), () -> {
            if (number == TURNS) {
                latencies.add(now - arrival);
                shedding.ended(1);
            } else {
                events.add(new Event(now + (long) (delay / (TURNS - 1)), () -> turn(arrival, number + 1)));
            }
        });
    }

    private void queue(long cost, Runnable then) {
        ready.add(new Work(cost, then));
        if (idle > 0) {
            idle--;
            next();
        }
    }

    /** A processor is free. */
    private void next() {
        Work next = ready.poll();
        if (next == null) {
            idle++;
        } else {
            events.add(new Event(now + next.cost(), () -> {
                next.then().run();
                next();
            }));
        }
    }

    private long pause(double rate) {
        return Math.max(1, chance(1e9 / rate));
    }

    /** Exponentially distributed. */
    private long chance(double mean) {
        return (long) (-Math.log(1 - random.nextDouble()) * mean);
    }
}

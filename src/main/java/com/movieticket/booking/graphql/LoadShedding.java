package com.movieticket.booking.graphql;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Turns work away when there is more of it than can be done, so that what is taken is done in good time.
 *
 * <p>A rush that comes all at once, as when the sale of a film opens, is let in, up to what can be borne. When that much is
 * under way, a {@link ConcurrencyLimit} finds out how many at once are enough; who is one too many is told so at once.
 * Since that takes it some trials, it is cut to half of what is under way while the {@link ProcessorQueue} is far too long.
 * Payments and cancellations have right of way, whatever the limit: their seats are locked, and their users have come far.
 *
 * <p>When more new bookings come at once than can be borne, who is one too many may wait in line, unread, where he takes next to
 * nothing: if it is over within seconds, and all are waiting for somebody else, everybody's turn comes. If more than that comes,
 * the next ones are turned away; if the processors still have too much to do by then, so is the line.
 *
 * <p>What is tried is given time to show its effect, which it has when those that it found under way are done, and then as
 * long again to be measured: by Little's law, what is under way takes its number divided by the goodput. Thread-safe.
 */
public final class LoadShedding {
    private static final System.Logger LOG = System.getLogger(LoadShedding.class.getName());
    /** Shorter, or with less done, chance decides what is measured; longer, a limit that is wrong stays too long. */
    private static final long SHORTEST = Duration.ofMillis(250).toNanos();
    private static final long LONGEST = Duration.ofSeconds(3).toNanos();
    private static final int TO_BE_DONE = 500;
    /** Nanoseconds in the queue for the processors: with some ten turns in it, a booking takes half a second longer. */
    private static final long LONG = Duration.ofMillis(50).toNanos();
    /** Requests that are worked on at once in any case, unless no more can be borne, whatever they weigh. */
    private static final int FEW = 16;
    /** Where there is one processor, or a share of one: more only wait for one another. */
    private static final int FEW_OF_ONE = 8;
    /** A rush that can be borne may queue for so many windows: a thousand who want the same seats are all told who has them. */
    private static final int PATIENCE = 10;
    /** Where there is one processor, or a share of one, a rush that queues for longer can't be borne. */
    private static final int PATIENCE_OF_ONE = 2;
    /** Without anybody who had to be turned away: what was learnt says nothing about the next rush. */
    private static final long FORGET = Duration.ofSeconds(10).toNanos();

    private final int few;
    private final int least;
    private final int most;
    private final int patience;
    private final ConcurrencyLimit limit;
    private final ProcessorQueue queue;
    private final LongSupplier nanoTime;
    private final WaitingLine line;

    private int requests;
    /** By weight, as {@link #done} is. */
    private int underWay;
    private boolean atEase = true;
    private long lastTurnedAway;
    /** Windows in which the queue for the processors has been long, one after the other. */
    private int standing;
    /** The limit was cut, and as many are still under way: the queue doesn't show yet what came of it. */
    private boolean draining;
    // the trial that runs
    private long measuredFrom;
    private long toBeMeasured;
    private int done;
    private boolean turnedAway;
    /** As it was measured the last time, for each nanosecond. */
    private double goodput;

    /**
     * @param least that are worked on at once however long it takes; up to there nothing is measured
     * @param most  that are worked on at once however short it takes, payments and cancellations aside
     * @param line  of nobody else; a full one takes the room of half of the most. Where there is one processor, it isn't used:
     *              a rush can't be told from an overload there
     */
    public LoadShedding(int least, int most, WaitingLine line) {
        this(least, most, line, Runtime.getRuntime().availableProcessors(), ProcessorQueue.ofVirtualThreads(), System::nanoTime);
    }

    LoadShedding(int least, int most, WaitingLine line, int processors, ProcessorQueue queue, LongSupplier nanoTime) {
        this.few = processors > 1 ? FEW : FEW_OF_ONE;
        this.least = least;
        this.most = most;
        this.line = processors > 1 ? line : WaitingLine.none();
        this.patience = processors > 1 ? PATIENCE : PATIENCE_OF_ONE;
        this.limit = new ConcurrencyLimit(least, most);
        this.queue = queue;
        this.nanoTime = nanoTime;
        this.lastTurnedAway = nanoTime.getAsLong();
        await(lastTurnedAway, 0);
    }

    /**
     * Lets one in, unless it is one too many. While any place is left, the heaviest is let in too.
     *
     * @param weight as many ordinary requests as it takes the place of
     * @param urgent what is let in in any case
     * @return whether it is; then {@link #ended} must be called for it
     */
    synchronized boolean lets(int weight, boolean urgent) {
        long now = nanoTime.getAsLong();
        boolean called = line.takesPlace(Thread.currentThread());
        observe(now);
        if (!urgent && !called && isFull()) {
            turnAway(now);
            return false;
        }
        requests++;
        underWay += weight;
        return true;
    }

    /**
     * What the calling thread has to {@link #await} before it reads a request that has no right of way. When its turn has come,
     * {@link #lets} lets it in, or it has to {@link #forgo} its place.
     *
     * @param size    of the request, in bytes
     * @param patient whether it would rather wait than be turned away
     * @return empty when there is nothing to wait for
     */
    synchronized Optional<Turn> turn(int size, boolean patient) {
        long now = nanoTime.getAsLong();
        observe(now);
        if (patient ? !isBusy() : !isFull()) {
            return Optional.empty();
        }
        if (patient && mayWait(size, now)) {
            oneTooMany(now);
            return Optional.of(line.join(size));
        }
        turnAway(now);
        return Optional.of(Turn.NEVER);
    }

    private void turnAway(long now) {
        oneTooMany(now);
        if (atEase) {
            atEase = false;
            LOG.log(Level.WARNING, "There is more to do than can be done: reads and new bookings are turned away "
                    + "while too many are under way");
        }
    }

    private void oneTooMany(long now) {
        turnedAway = true;
        lastTurnedAway = now;
    }

    /** A rush begins when no more can be borne; when fewer are enough, as has been found before, no line forms. */
    private boolean mayWait(int size, long now) {
        if (taken() >= places(now)) {
            line.form(now);
        }
        return line.isOpen(now) && line.hasRoom(size);
    }

    /** Waits for it, but not for too long. @return whether it has come */
    boolean await(Turn turn) throws InterruptedException {
        try {
            turn.await();
        } catch (InterruptedException e) {
            giveUp(turn);
            throw e;
        }
        leave(turn);
        return turn.isCalled();
    }

    private synchronized void leave(Turn turn) {
        line.leave(turn);
    }

    private synchronized void giveUp(Turn turn) {
        leave(turn);
        forgo();
    }

    /** The calling thread does not begin what it was called for, if it was called and hasn't begun yet. */
    synchronized void forgo() {
        if (line.takesPlace(Thread.currentThread())) {
            callNext();
        }
    }

    private void callNext() {
        while (!line.isEmpty() && !isBusy()) {
            line.call();
        }
    }

    /** Whether anybody who comes is turned away or has to wait, as far as is known without looking closer. */
    synchronized boolean isBusy() {
        return taken() >= places(nanoTime.getAsLong()) || isFull();
    }

    private boolean isFull() {
        return taken() >= most || requests + line.called() >= few && taken() >= limit.now();
    }

    private int taken() {
        return underWay + line.called();
    }

    /** For those who may wait instead. */
    private int places(long now) {
        return most - (int) (most / 2 * line.claim(now));
    }

    private void observe(long now) {
        look(now);
        if (line.isStuck(now)) {
            line.dissolve();
        }
        if (underWay >= least) {
            queue.look(now).ifPresent(shortest -> queued(shortest, now));
        }
    }

    /** @param shortest wait for a processor in a window, in nanoseconds */
    private void queued(long shortest, long now) {
        standing = shortest > LONG ? standing + 1 : 0;
        if (!line.isEmpty() && line.isOpen(now)) {
            return; // that so many come is what takes the processors
        }
        boolean tooLong = standing >= patience || standing > 0 && underWay >= most && line.isEmpty();
        if (tooLong) {
            line.dissolve();
        }
        if (tooLong && !draining && limit.cut(underWay / 2)) {
            draining = true;
            await(now, effect());
        }
    }

    /** One of that weight, which was let in, is done, whatever came of it. */
    synchronized void ended(int weight) {
        requests--;
        underWay -= weight;
        draining &= underWay >= limit.now();
        long now = nanoTime.getAsLong();
        line.getsOn(now);
        if (now - measuredFrom >= 0) {
            done += weight;
        }
        look(now);
        callNext();
    }

    /** How many wait for their turn. */
    public synchronized int inLine() {
        return line.length();
    }

    /** How many may be under way. */
    synchronized int limit() {
        return limit.now();
    }

    private void look(long now) {
        long measured = now - measuredFrom;
        if (measured < toBeMeasured || turnedAway && done < TO_BE_DONE && measured < LONGEST) {
            return;
        }
        goodput = (double) done / measured;
        if (!line.isEmpty()) { // nothing is tried: who isn't under way waits in any case
            lastTurnedAway = now;
        } else if (now - lastTurnedAway > FORGET) {
            reopen();
        } else if (done > 0 || !turnedAway) {
            limit.learn(goodput * 1e9, turnedAway);
        }
        await(now, effect());
    }

    /** How long those that are under way still take, in nanoseconds. */
    private long effect() {
        return goodput == 0 ? LONGEST : (long) (underWay / goodput);
    }

    private void reopen() {
        limit.reopen();
        if (taken() < most / 2) {
            line.forgotten();
        }
        if (!atEase) {
            atEase = true;
            LOG.log(Level.INFO, "Everything is taken again");
        }
    }

    /** @param effect time until the limit has its effect, in nanoseconds */
    private void await(long now, long effect) {
        measuredFrom = now + Math.min(effect, LONGEST);
        toBeMeasured = Math.clamp(effect, SHORTEST, LONGEST);
        done = 0;
        turnedAway = false;
    }
}

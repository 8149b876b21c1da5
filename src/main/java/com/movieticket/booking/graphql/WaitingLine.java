package com.movieticket.booking.graphql;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Those who wait to be let in, first come, first served, and those who have been called, until they are under way. Each is
 * a thread that waits for its {@link Turn}, and holds a request that nobody has read yet.
 *
 * <p>It forms when a rush begins, and then may be joined for some seconds: what goes on coming is no rush, and would only make
 * everybody wait. Times are on the clock of {@link System#nanoTime}. Not thread-safe, but for the turns.
 */
public final class WaitingLine {
    private static final System.Logger LOG = System.getLogger(WaitingLine.class.getName());
    /** So long it may be joined, and so long nobody need get on in it. */
    private static final long RUSH = Duration.ofSeconds(5).toNanos();

    private final Duration longestWait;
    private final int longest;
    private final long mostBytes;
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private final Set<Thread> called = new HashSet<>();
    private long bytes;
    private boolean formed;
    private long since;
    private long lastGotOn;

    /**
     * An empty one.
     *
     * @param longestWait in it; with zero nobody may wait
     * @param longest     that it may be
     * @param mostBytes   of requests, all together
     */
    public WaitingLine(Duration longestWait, int longest, long mostBytes) {
        this.longestWait = longestWait;
        this.longest = longest;
        this.mostBytes = mostBytes;
    }

    /** In which nobody may wait. */
    static WaitingLine none() {
        return new WaitingLine(Duration.ZERO, 1, 0);
    }

    private boolean mayForm() {
        return longestWait.isPositive();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int length() {
        return waiting.size();
    }

    /** Whether it may be joined. */
    boolean isOpen(long now) {
        return formed && now - since < RUSH;
    }

    /** A rush begins, unless one was there already since the last was {@link #forgotten}. */
    void form(long now) {
        if (!formed && mayForm()) {
            formed = true;
            since = now;
            lastGotOn = now;
            LOG.log(Level.INFO, "Many come at once: new bookings wait in line");
        }
    }

    /** The last rush is over; the next one forms it anew. */
    void forgotten() {
        formed = false;
    }

    /** One who was under way is done. */
    void getsOn(long now) {
        lastGotOn = now;
    }

    /** Whether nobody gets on: who is waited for isn't slow then, but silent. */
    boolean isStuck(long now) {
        return !isEmpty() && now - lastGotOn > RUSH;
    }

    /**
     * How much of the room that all may take is kept for those who wait, from 0 to 1: as full as it is, and all of it while
     * nobody knows yet how many will come.
     */
    double claim(long now) {
        if (!mayForm()) {
            return 0;
        }
        return formed && !isOpen(now) ? (double) waiting.size() / longest : 1;
    }

    /** So many places are taken by those who have been called. */
    int called() {
        return called.size();
    }

    /** Whether one more may wait, with a request of so many bytes. */
    boolean hasRoom(int size) {
        return mayForm() && waiting.size() < longest && bytes + size <= mostBytes;
    }

    /** The calling thread waits from now on. */
    Turn join(int size) {
        var turn = new Turn(Thread.currentThread(), size, longestWait);
        waiting.add(turn);
        bytes += size;
        return turn;
    }

    /** The first one's turn has come. */
    void call() {
        Turn first = waiting.iterator().next();
        remove(first);
        called.add(first.owner());
        first.decide(true);
    }

    /** The thread is under way, or doesn't want to be any more. @return whether it had been called */
    boolean takesPlace(Thread thread) {
        return called.remove(thread);
    }

    /** Who isn't called yet, is not going to be. */
    void leave(Turn turn) {
        if (remove(turn)) {
            turn.decide(false);
        }
    }

    private boolean remove(Turn turn) {
        boolean there = waiting.remove(turn);
        if (there) {
            bytes -= turn.size();
        }
        return there;
    }

    /** Nobody is called any more. */
    void dissolve() {
        waiting.forEach(turn -> turn.decide(false));
        waiting.clear();
        bytes = 0;
    }
}

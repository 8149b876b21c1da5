package com.movieticket.booking.graphql;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Those who wait to be let in, first come, first served, and those who have been called, until they are under way. Each is
 * a thread that waits for its {@link Turn}, and holds a request that nobody has read yet.
 *
 * <p>Not thread-safe, but for the turns.
 */
public final class WaitingLine {
    private final Duration longestWait;
    private final int longest;
    private final long mostBytes;
    private final Set<Turn> waiting = new LinkedHashSet<>();
    private final Map<Thread, Turn> called = new HashMap<>();
    private long bytes;

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

    /** Whether anybody ever waits. */
    boolean mayForm() {
        return longestWait.isPositive();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int length() {
        return waiting.size();
    }

    /** How full it is, from 0 to 1. */
    double fullness() {
        return (double) waiting.size() / longest;
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
        called.put(first.owner(), first);
        first.decide(true);
    }

    /** The thread is under way, or doesn't want to be any more. @return whether it had been called */
    boolean takesPlace(Thread thread) {
        return called.remove(thread) != null;
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

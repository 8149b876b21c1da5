package com.movieticket.booking.workflow;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long the work at hand may still take, for the sake of whoever waits for it.
 *
 * <p>It goes with the work and not through every signature: all that is called within it asks {@link #atMost} how long a
 * call of its own may take, and gives up, and lets go of the neighbour, when the time is over. What must be brought to an
 * end once it is begun, such as a payment, is done with the limit {@linkplain #lifted lifted}: each of its calls has a
 * time-out of its own still.
 */
public final class TimeLimit {
    /** When the time is over, as {@link System#nanoTime} counts; empty for all the time in the world. */
    private static final ScopedValue<Optional<Long>> END = ScopedValue.newInstance();

    private TimeLimit() {
    }

    /**
     * Does work within a limit, or within what is left of the one that holds already, if that is less.
     *
     * @param limit positive
     */
    public static <T> T within(Duration limit, Supplier<T> work) {
        return until(Optional.of(System.nanoTime() + atMost(limit).toNanos()), work);
    }

    /** Does work that has to come to its end, whatever the patience of whoever waits. */
    static <T> T lifted(Supplier<T> work) {
        return until(Optional.empty(), work);
    }

    /** The work, to be done by another thread within the limit that holds here. */
    static <T> Supplier<T> carried(Supplier<T> work) {
        Optional<Long> end = end();
        return () -> until(end, work);
    }

    /** The shorter of a call's own time-out and the time that is left; zero when none is. */
    public static Duration atMost(Duration timeout) {
        return end().map(end -> Duration.ofNanos(Math.max(0, end - System.nanoTime())))
                .filter(left -> left.compareTo(timeout) < 0)
                .orElse(timeout);
    }

    private static Optional<Long> end() {
        return END.orElse(Optional.empty());
    }

    private static <T> T until(Optional<Long> end, Supplier<T> work) {
        return ScopedValue.where(END, end).call(work::get);
    }
}

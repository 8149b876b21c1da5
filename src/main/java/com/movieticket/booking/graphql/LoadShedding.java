package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Settings;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Turns work away when there is more of it than the processors can do, so that what is taken is done in good time.
 *
 * <p>How much can be done at once is nothing that anybody knows beforehand, and depends on how dear requests are and how
 * long they wait for others. So the limit is one of time: by Little's law, a limit on how long anybody queues for a
 * processor is one on how much is under way. A rush that comes all at once, as when the sale of a film opens, is queued; but
 * when the queue has stood for a while, more is coming than can be done: from then on work is taken only while the queue
 * is short, until none had to be turned away for as long. Payments and cancellations have right of way: their seats are
 * locked, and their users have come far. Thread-safe.
 */
public final class LoadShedding implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LoadShedding.class.getName());

    private final long longest;
    private final long patience;
    private final LongSupplier nanoTime;
    private Runnable stopping = () -> { };

    private volatile boolean queueIsLong;
    /** When the queue was short the last time; the measuring thread's alone. */
    private long lastShort;
    private volatile boolean overloaded;
    /** When something was turned away the last time, or might have been. */
    private volatile long lastShed;

    LoadShedding(Settings.Overload settings, LongSupplier nanoTime) {
        this.longest = settings.longestQueue().toNanos();
        this.patience = settings.patience().toNanos();
        this.nanoTime = nanoTime;
        this.lastShort = nanoTime.getAsLong();
    }

    /** Measures the queue of this process from now on. */
    public static LoadShedding start(Settings.Overload settings) {
        var shedding = new LoadShedding(settings, System::nanoTime);
        if (!settings.longestQueue().isZero()) {
            shedding.stopping = ProcessorQueue.ofVirtualThreads(shedding::look)::close;
        }
        return shedding;
    }

    /** Is told how long everybody waits for a processor, again and again, by one thread. */
    void look(Duration queue) {
        long now = nanoTime.getAsLong();
        queueIsLong = queue.toNanos() > longest;
        if (!queueIsLong) {
            lastShort = now;
        }
        if (!overloaded && now - lastShort > patience) {
            LOG.log(Level.WARNING, "There is more to do than can be done: reads and new bookings are turned away while "
                    + "the queue for the processors is long");
            lastShed = now;
            overloaded = true;
        } else if (overloaded && now - lastShed > patience) {
            LOG.log(Level.INFO, "Everything is taken again");
            overloaded = false;
        }
    }

    /** @param urgent what is taken in any case */
    boolean takes(boolean urgent) {
        if (urgent || !overloaded || !queueIsLong) {
            return true;
        }
        lastShed = nanoTime.getAsLong();
        return false;
    }

    /** Ends the measuring. */
    @Override
    public void close() {
        stopping.run();
    }
}

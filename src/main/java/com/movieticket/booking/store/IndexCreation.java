package com.movieticket.booking.store;

import com.movieticket.booking.workflow.UnavailableException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Creates the indexes as soon as the database is there, however long that takes: the service doesn't wait for it. */
final class IndexCreation implements AutoCloseable {
    private static final Logger LOG = System.getLogger(IndexCreation.class.getName());

    private final MongoStore store;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    private IndexCreation(MongoStore store, Duration pause) {
        this.store = store;
        this.pause = pause;
    }

    static IndexCreation start(MongoStore store, Duration pause) {
        var creation = new IndexCreation(store, pause);
        Thread.ofVirtual().name("index-creation").start(creation::run);
        return creation;
    }

    private void run() {
        try {
            for (Level level = Level.WARNING; !created(level); level = Level.DEBUG) {
                if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param level of the log line that says why not */
    private boolean created(Level level) {
        try {
            store.createIndexes();
            return true;
        } catch (UnavailableException e) {
            LOG.log(level, () -> "The indexes are not created yet: " + e.getMessage());
            return false;
        }
    }

    /** Gives up. */
    @Override
    public void close() {
        closed.countDown();
    }
}

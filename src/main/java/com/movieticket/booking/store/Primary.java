package com.movieticket.booking.store;

import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether there is a server that takes writes, as the driver's own watch over the servers has it: the primary of a replica
 * set, a router of a sharded cluster, a standalone server. Thread-safe.
 *
 * <p>Operations that find none wait for a moment, because an election or a broken connection is soon over. When that
 * moment has passed they fail at once, without having been sent, until a server is found: whoever asks is told now what
 * he would be told later, and nobody piles up.
 */
final class Primary implements ClusterListener {
    private static final Logger LOG = System.getLogger(Primary.class.getName());

    private final Duration grace;
    /** Empty while there is one. */
    private volatile Optional<Absence> absence;

    /** A time without a server, and for how much of it operations wait. */
    private record Absence(long since, Duration grace, CountDownLatch over) {
        static Absence begins(Duration grace) {
            return new Absence(System.nanoTime(), grace, new CountDownLatch(1));
        }

        Duration left() {
            return grace.minusNanos(System.nanoTime() - since);
        }
    }

    /**
     * None is known yet.
     *
     * @param start for so long operations wait for the very first one
     * @param grace for so long after one was lost they wait for the next
     */
    Primary(Duration start, Duration grace) {
        this.grace = grace;
        this.absence = Optional.of(Absence.begins(start));
    }

    /** The driver tells of changes one after the other. */
    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        if (event.getNewDescription().hasWritableServer()) {
            found();
        } else {
            lost();
        }
    }

    void found() {
        Optional<Absence> ended = absence;
        absence = Optional.empty();
        ended.ifPresent(it -> {
            LOG.log(Level.INFO, "MongoDB has a server that takes writes");
            it.over().countDown();
        });
    }

    void lost() {
        if (absence.isEmpty()) {
            LOG.log(Level.WARNING, "MongoDB has no server that takes writes any more");
            absence = Optional.of(Absence.begins(grace));
        }
    }

    /**
     * Returns when there is one.
     *
     * @param limit   how long to wait at most
     * @param patient whether to wait as long as that even when the moment has passed
     * @throws UnavailableException certainly without effect, when there is none in time, or the thread is interrupted,
     *                              which stays interrupted then
     */
    void await(Duration limit, boolean patient) {
        Optional<Absence> now = absence;
        if (now.isPresent() && !ends(now.get(), limit, patient)) {
            throw UnavailableException.withoutEffect(Dependency.STORE, "there is no server that takes writes");
        }
    }

    private static boolean ends(Absence absence, Duration limit, boolean patient) {
        Duration left = absence.left();
        Duration wait = patient || limit.compareTo(left) < 0 ? limit : left;
        try {
            return absence.over().await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

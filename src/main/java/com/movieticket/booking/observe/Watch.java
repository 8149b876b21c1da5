package com.movieticket.booking.observe;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches one dependency for as long as the service runs. However often it is asked, the dependency is probed at most
 * once in a while, once at a time, and nobody waits longer than the limit.
 *
 * <p>Thread-safe.
 */
final class Watch {
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    private final Probe probe;
    private final Duration limit;
    private final Duration keep;
    private final InstantSource clock;
    /** Held while probing: those who come meanwhile wait for that answer instead of asking again. */
    private final ReentrantLock probing = new ReentrantLock();
    private volatile Optional<Reading> last = Optional.empty();
    /** Who asks, or asked last. */
    private Optional<Thread> latest = Optional.empty();

    /**
     * @param limit how long an answer may take
     * @param keep  for how long an answer counts
     */
    Watch(Probe probe, Duration limit, Duration keep, InstantSource clock) {
        this.probe = probe;
        this.limit = limit;
        this.keep = keep;
        this.clock = clock;
    }

    Probe probe() {
        return probe;
    }

    /** Whether {@link #reading()} would have to ask the dependency. */
    boolean isStale() {
        return fresh().isEmpty();
    }

    /** What is known, found out now if it isn't known well enough. */
    Reading reading() {
        return fresh().orElseGet(this::refreshed);
    }

    private Optional<Reading> fresh() {
        return last.filter(reading -> reading.isFresh(clock.instant(), keep));
    }

    private Reading refreshed() {
        probing.lock();
        try {
            Reading reading = fresh().orElseGet(this::probed);
            last = Optional.of(reading);
            return reading;
        } finally {
            probing.unlock();
        }
    }

    private Reading probed() {
        Instant start = clock.instant();
        Optional<String> problem = latest.filter(Thread::isAlive).isPresent()
                ? Optional.of("still no answer to an earlier question")
                : answer();
        Instant end = clock.instant();
        Instant since = last.filter(before -> before.isWell() == problem.isEmpty()).map(Reading::since).orElse(end);
        var reading = new Reading(problem, Duration.between(start, end), since, end);
        tell(reading);
        return reading;
    }

    /** Leaves a question that takes too long behind, to end by the interrupt or when it likes. */
    private Optional<String> answer() {
        var answer = new AtomicReference<>(Optional.of("can't be asked"));
        Thread asking = Thread.ofVirtual().name("probe-" + probe.name()).start(() -> answer.set(asked()));
        latest = Optional.of(asking);
        try {
            if (asking.join(limit)) {
                return answer.get();
            }
            asking.interrupt();
            return Optional.of("no answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException _) { // happens to whoever asks a server that is being stopped
            asking.interrupt();
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while asking");
        }
    }

    private Optional<String> asked() {
        try {
            return probe.question().problem();
        } catch (Exception e) {
            LOG.log(wasWell() ? Level.WARNING : Level.DEBUG, () -> "Probing " + probe.name() + " failed", e);
            return Optional.of("can't be asked");
        }
    }

    /** Once per change, not once per probe. */
    private void tell(Reading reading) {
        if (wasWell() && !reading.isWell()) {
            LOG.log(Level.WARNING, "Health of {0}: {1}", probe.name(), reading.problem().orElseThrow());
        } else if (!wasWell() && reading.isWell()) {
            LOG.log(Level.INFO, "Health of {0}: well again", probe.name());
        }
    }

    private boolean wasWell() {
        return last.map(Reading::isWell).orElse(true);
    }
}

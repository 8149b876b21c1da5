package com.movieticket.booking.observe;

import com.movieticket.booking.workflow.Outbox;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.booking.workflow.Unfinished;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * {@code seat_locks}, {@code refunds_*} and {@code booking_outbox_*}: what is still to be done, by all instances together,
 * and so the same in each.
 *
 * <p>The store is asked now and then in the background, however often the metrics are read. While it doesn't answer, what
 * was last known stands for a while, and then nothing is known: {@code NaN}. Ages grow between two questions. Thread-safe.
 */
public final class UnfinishedMetrics implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UnfinishedMetrics.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(10);
    /** So many questions may go unanswered. */
    private static final int PATIENCE = 3;

    private final Unfinished unfinished;
    private final Outbox outbox;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Figures> last = Optional.empty();

    private record Figures(Instant at, Unfinished.SeatLocks locks, Unfinished.Refunds refunds, Outbox.Backlog events) {
    }

    UnfinishedMetrics(Unfinished unfinished, Outbox outbox, InstantSource clock, RandomGenerator random,
                      Duration every) {
        this.unfinished = unfinished;
        this.outbox = outbox;
        this.clock = clock;
        this.random = random;
        this.every = every;
    }

    /**
     * Asks from now on, until it is closed.
     *
     * @param random for pauses that instances don't share
     */
    public static UnfinishedMetrics start(Metrics metrics, Unfinished unfinished, Outbox outbox, InstantSource clock,
                                          RandomGenerator random) {
        var figures = new UnfinishedMetrics(unfinished, outbox, clock, random, EVERY);
        figures.register(metrics);
        Thread.ofVirtual().name("unfinished-metrics").start(figures::run);
        return figures;
    }

    void register(Metrics metrics) {
        String locks = "Unpaid bookings that nobody is paying just now, by whether their seat lock holds.";
        metrics.gauge("seat_locks", locks, Map.of("state", "active"), () -> number(it -> it.locks().active()));
        metrics.gauge("seat_locks", locks, Map.of("state", "expired"), () -> number(it -> it.locks().expired()));
        metrics.gauge("refunds_open", "Bookings whose money must be given back.", Map.of(),
                () -> number(it -> it.refunds().open()));
        metrics.gauge("refunds_oldest_seconds", "For how long the oldest of them has waited; 0 when there are none.",
                Map.of(), () -> age(it -> it.refunds().oldest()));
        metrics.gauge("booking_outbox_events", "Events that the broker doesn't have yet.", Map.of(),
                () -> number(it -> it.events().events()));
        metrics.gauge("booking_outbox_oldest_seconds", "For how long the oldest of them has waited; 0 when there are none.",
                Map.of(), () -> age(it -> it.events().oldest()));
    }

    private void run() {
        try {
            do {
                ask();
            } while (!closed.await(pause(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the store once. */
    void ask() {
        try {
            Instant now = clock.instant();
            last = Optional.of(new Figures(now, unfinished.seatLocks(now), unfinished.refunds(), outbox.backlog()));
        } catch (UnavailableException e) {
            LOG.log(System.Logger.Level.DEBUG, "What is unfinished can''t be counted now: {0}", e.getMessage());
        } catch (RuntimeException e) {
            // Else the store may have been closed meanwhile.
            if (closed.getCount() > 0) {
                LOG.log(System.Logger.Level.ERROR, "Counting what is unfinished failed", e);
            }
        }
    }

    private long pause() {
        return (long) (every.toMillis() * random.nextDouble(0.75, 1.25));
    }

    private double number(Function<Figures, Long> number) {
        return known().map(number).map(Long::doubleValue).orElse(Double.NaN);
    }

    private double age(Function<Figures, Optional<Instant>> oldest) {
        Instant now = clock.instant();
        return known().map(it -> oldest.apply(it)
                        .map(since -> Math.max(0, Duration.between(since, now).toMillis() / 1000.0)).orElse(0.0))
                .orElse(Double.NaN);
    }

    private Optional<Figures> known() {
        Instant now = clock.instant();
        return last.filter(it -> now.isBefore(it.at().plus(every.multipliedBy(PATIENCE))));
    }

    /** Asks no more. */
    @Override
    public void close() {
        closed.countDown();
    }
}

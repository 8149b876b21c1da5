package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.Events;
import com.movieticket.booking.workflow.LogContext;
import com.movieticket.booking.workflow.Outbox;
import com.movieticket.booking.workflow.Sweep.Swept;
import com.movieticket.booking.workflow.UnavailableException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

/**
 * Carries events from the outbox to the broker, at least once and in order per booking. Thread-safe.
 *
 * <p>An event that has just been written is published from memory, on a virtual thread that then goes on with what
 * waits behind it: strictly one after the other. Memory holds no queue. If there are too many at once, the broker is
 * away, or we die, the event waits in the outbox, and the next pass of any instance takes it over.
 */
public final class OutboxRelay implements Events, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OutboxRelay.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    /** What this is called in the log. */
    private static final String OPERATION = "outbox";
    private static final Swept NOTHING = new Swept(0, 0);
    private static final int MOST_CLAIMED = 1000; // at a time, as the outbox has it

    private final Outbox outbox;
    private final Broker broker;
    private final Settings.Outbox settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Consumer<Swept> passes;

    /** One permit for each event that may be under way. */
    private final Semaphore room;
    /** Bookings of which an event is with the broker just now. */
    private final Set<BookingId> inFlight = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Nothing is published any more: the broker and the store are about to be closed. */
    private volatile boolean gone;

    /** @param passes is told of each look for events that were left behind, when it has ended well */
    public OutboxRelay(Outbox outbox, Broker broker, Settings.Outbox settings, InstantSource clock,
                       RandomGenerator random, Consumer<Swept> passes) {
        this.outbox = outbox;
        this.broker = broker;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.passes = passes;
        this.room = new Semaphore(settings.inFlight());
    }

    /** Begins to look for events that were left behind. To be called once. */
    public void start() {
        Thread.ofVirtual().name("outbox-relay").start(this::poll);
    }

    /**
     * Takes nothing more, and gives what is under way, and what waits behind it, a few seconds. What isn't published then is
     * found later.
     */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (room.tryAcquire(settings.inFlight(), FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                room.release(settings.inFlight());
            } else {
                LOG.log(WARNING, "Stopped while events were being published: they stay in the outbox");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            gone = true;
        }
    }

    @Override
    public void publish(BookingEvent event) {
        if (isClosed() || !broker.connected() || !room.tryAcquire()) {
            return;
        }
        Thread.ofVirtual().name("outbox-event").start(() -> {
            try {
                relay(event);
            } finally {
                room.release();
            }
        });
    }

    /** What keeps it from looking is said once, and not every second. */
    private void poll() {
        System.Logger.Level level = WARNING;
        while (!closedWithin(nextPass())) {
            try {
                passes.accept(LogContext.during(OPERATION, this::pass));
                level = WARNING;
            } catch (UnavailableException e) {
                LOG.log(level, "Could not look for events left behind: {0}", e.getMessage());
                level = DEBUG;
            } catch (RuntimeException e) {
                LOG.log(ERROR, "Looking for events left behind failed", e);
            }
        }
    }

    /** Give or take a quarter, so that instances started together don't go on asking together. */
    private Duration nextPass() {
        return Duration.ofNanos((long) (settings.poll().toNanos() * random.nextDouble(0.75, 1.25)));
    }

    /**
     * Takes over events that were left behind, batch after batch, until there are no more or the broker takes none.
     * Returns when it is done with all of them.
     */
    Swept pass() {
        int published = 0;
        int lost = 0;
        boolean more = true;
        while (more && !isClosed() && broker.connected()) {
            int share = share();
            try {
                Swept batch = share > 0 ? takeOver(share) : NOTHING;
                published += batch.done();
                lost += batch.lost();
                more = batch.done() > 0;
            } finally {
                room.release(share);
            }
        }
        return new Swept(published, lost);
    }

    /** Half of what may be under way, if it is free: new events find room even while a long backlog is worked off. */
    private int share() {
        int half = Math.clamp(settings.inFlight() / 2, 1, MOST_CLAIMED);
        return room.tryAcquire(half) ? half : 0;
    }

    /**
     * How many events were published; if none, going on is not worth it. Whoever has claimed an event and not published it within the time that
     * {@code takeOver} allows is taken to have left it behind in turn.
     */
    private Swept takeOver(int limit) {
        Instant now = clock.instant();
        Outbox.Claimed claimed = outbox.claim(now.minus(settings.takeOver()), now, now.plus(settings.takeOver()),
                limit);
        var published = new AtomicInteger();
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbox-takeover").factory())) {
            for (BookingEvent event : claimed.events()) {
                threads.execute(() -> published.addAndGet(relay(event)));
            }
        }
        return new Swept(published.get(), claimed.lost());
    }

    /** Publishes the event and what waits behind it, one by one. Returns how many, and never throws. */
    private int relay(BookingEvent first) {
        int published = 0;
        Optional<BookingEvent> next = Optional.of(first);
        while (next.isPresent()) {
            BookingEvent event = next.get();
            if (!about(event, () -> delivered(event))) {
                break;
            }
            published++;
            next = about(event, () -> behind(event)).filter(_ -> !gone);
        }
        return published;
    }

    private static <T> T about(BookingEvent event, Supplier<T> work) {
        return LogContext.during(OPERATION, () -> LogContext.of(event, work));
    }

    /**
     * Whether the broker has the event now. False also when another event of the booking is just being published here.
     *
     * <p>The booking counts as in flight no longer than that: as soon as the event leaves the outbox somebody may write
     * one that stands first, and that must not be turned away.
     */
    private boolean delivered(BookingEvent event) {
        if (!inFlight.add(event.bookingId())) {
            return false;
        }
        try {
            Broker.Outcome outcome = broker.publish(event);
            LOG.log(outcome.handled() ? INFO : DEBUG, "Event {0} of booking {1}, {2}: {3}", event.id(), event.bookingId(),
                    event.type(), outcome.name().toLowerCase(Locale.ROOT));
            return outcome.handled();
        } catch (RuntimeException e) {
            LOG.log(ERROR, "Publishing event " + event.id() + " failed: it stays in the outbox", e);
            return false;
        } finally {
            inFlight.remove(event.bookingId());
        }
    }

    /** What waits behind an event that was published; nothing when that can't be known, and a later pass finds out. */
    private Optional<BookingEvent> behind(BookingEvent event) {
        try {
            return outbox.published(event).stream().findFirst();
        } catch (UnavailableException e) {
            LOG.log(WARNING, "Event {0} was published, and will be again, since that could not be noted: {1}",
                    event.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(ERROR, "Noting that event " + event.id() + " was published failed", e);
        }
        return Optional.empty();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }
}

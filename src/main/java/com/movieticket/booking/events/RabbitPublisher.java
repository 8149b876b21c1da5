package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.settings.Settings;
import com.rabbitmq.client.ConnectionFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

/**
 * RabbitMQ, kept in reach: one connection, opened again for as long as it takes whenever it is lost. Thread-safe.
 *
 * <p>Without a broker everything works but publishing, which fails at once.
 */
public final class RabbitPublisher implements Broker, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RabbitPublisher.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Settings.Rabbitmq settings;
    private final ConnectionFactory factory;
    private final RandomGenerator random;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<RabbitSession> session = Optional.empty();
    /** Why there is no session, while there is none. */
    private volatile Optional<String> absence = Optional.of("not connected yet");

    /** @throws IllegalArgumentException when the URI makes no sense; the message doesn't repeat it */
    public RabbitPublisher(Settings.Rabbitmq settings, RandomGenerator random) {
        this.settings = settings;
        this.factory = RabbitAddress.factory(settings);
        this.random = random;
    }

    /** Begins to connect, in the background. To be called once. */
    public void start() {
        Thread.ofVirtual().name("rabbitmq-connection").start(this::stayConnected);
    }

    @Override
    public Outcome publish(BookingEvent event) {
        return session.map(open -> open.publish(event)).orElse(Outcome.FAILED);
    }

    @Override
    public boolean connected() {
        return session.filter(RabbitSession::taking).isPresent();
    }

    /** Why events are not taken just now; empty when they are. Fit for the eyes of operators, without secrets. */
    public Optional<String> problem() {
        return session.map(open -> open.blocked().map("blocked by the broker: "::concat)).orElseGet(() -> absence);
    }

    /** Closes the connection; what is unconfirmed then fails. */
    @Override
    public void close() {
        closed.countDown();
        session.ifPresent(RabbitSession::close);
    }

    private void stayConnected() {
        Duration pause = FIRST_PAUSE;
        try {
            do {
                boolean lasted = connectedOnce(pause.equals(FIRST_PAUSE) ? WARNING : DEBUG);
                pause = lasted ? FIRST_PAUSE : longer(pause);
            } while (!closedWithin(pause));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Connects and stays until the connection ends. Returns whether it lasted: a broker that throws us out as soon as
     * we publish must not make us come back without a pause.
     *
     * @param level of the log line that says why there is no connection
     */
    private boolean connectedOnce(System.Logger.Level level) throws InterruptedException {
        long start = System.nanoTime();
        try (var opened = RabbitSession.open(factory, settings)) {
            session = Optional.of(opened);
            if (isClosed()) {
                return false;
            }
            LOG.log(INFO, "Connected to the broker at {0}", address());
            String reason = opened.awaitEnd();
            LOG.log(isClosed() ? DEBUG : WARNING,
                    "The connection to the broker at {0} ended, events wait in the outbox: {1}", address(), reason);
            absence = Optional.of("not connected: " + reason);
            return System.nanoTime() - start > LONGEST_PAUSE.toNanos();
        } catch (IOException | TimeoutException | RuntimeException e) {
            LOG.log(level, "No connection to the broker at {0}, events wait in the outbox: {1}", address(),
                    RabbitSession.reason(e));
            absence = Optional.of("not connected: " + RabbitSession.reason(e));
            return false;
        } finally {
            session = Optional.empty();
        }
    }

    private String address() {
        return factory.getHost() + ":" + factory.getPort();
    }

    private Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Up to half shorter than asked for, so that instances that lost the broker together don't all come back at once. */
    private boolean closedWithin(Duration pause) throws InterruptedException {
        return closed.await((long) (pause.toNanos() * random.nextDouble(0.5, 1)), TimeUnit.NANOSECONDS);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}

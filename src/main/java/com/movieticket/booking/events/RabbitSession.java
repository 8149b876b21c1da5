package com.movieticket.booking.events;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.events.Broker.Outcome;
import com.movieticket.booking.settings.Settings;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import static java.lang.System.Logger.Level.WARNING;

/**
 * One connection to RabbitMQ, from its opening to its end, and the messages on it that wait for the broker's answer.
 * Thread-safe.
 *
 * <p>The broker confirms by sequence number, one by one or all up to a number. What no queue wants is returned and then
 * confirmed (RabbitMQ), or refused and then returned (Broker-J): a returned message is handled either way. Confirmations,
 * returns and the end of the connection are told on the connection's own thread, which therefore only makes notes.
 */
final class RabbitSession implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RabbitSession.class.getName());
    private static final int PERSISTENT = 2;
    /** A refused message that will be returned is so at once. */
    private static final Duration RETURN_FOLLOWS = Duration.ofMillis(200);

    private final Connection connection;
    private final Channel channel;
    private final String exchange;
    private final Duration timeout;

    /** Held while a message gets its number and is written, so that both are in the same order. */
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentNavigableMap<Long, Unconfirmed> unconfirmed = new ConcurrentSkipListMap<>();
    private final Map<String, Unconfirmed> byMessageId = new ConcurrentHashMap<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile Optional<String> blocked = Optional.empty();

    private RabbitSession(Connection connection, Channel channel, Settings.Rabbitmq settings) {
        this.connection = connection;
        this.channel = channel;
        this.exchange = settings.exchange();
        this.timeout = settings.timeout();
    }

    /**
     * Connects and sees to it that the exchange is there.
     *
     * @throws IOException or TimeoutException when that is impossible now; nothing is left open
     */
    static RabbitSession open(ConnectionFactory factory, Settings.Rabbitmq settings)
            throws IOException, TimeoutException {
        Connection connection = factory.newConnection("booking-service");
        try {
            declare(connection, settings.exchange());
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            var session = new RabbitSession(connection, channel, settings);
            session.listen();
            return session;
        } catch (IOException | RuntimeException e) {
            connection.abort(Math.toIntExact(settings.timeout().toMillis()));
            throw e;
        }
    }

    /**
     * An exchange that is there already, whatever its properties, is used as it is: they are the business of whoever
     * declared it, be it with an alternate exchange, or because we may publish and not declare. A refusal closes the channel
     * it is given on.
     *
     * @throws IOException when there is none, and the broker doesn't let us have one
     */
    private static void declare(Connection connection, String exchange) throws IOException {
        Channel declaring = connection.createChannel();
        try {
            declaring.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            declaring.abort();
        } catch (IOException refused) {
            Channel asking = connection.createChannel();
            asking.exchangeDeclarePassive(exchange);
            asking.abort();
            LOG.log(WARNING, "Publishing to the exchange {0} as it is; it could not be declared as a durable topic: {1}",
                    exchange, reason(refused));
        }
    }

    /** The client often wraps the broker's own words in an exception that has none. */
    static String reason(Exception e) {
        return Optional.ofNullable(e.getCause()).filter(_ -> e.getMessage() == null)
                .map(Throwable::getMessage).orElseGet(e::toString);
    }

    private void listen() {
        channel.addReturnListener(this::returned);
        channel.addConfirmListener((number, multiple) -> answered(number, multiple, Outcome.CONFIRMED),
                (number, multiple) -> answered(number, multiple, Outcome.NACKED));
        connection.addBlockedListener(reason -> blocked = Optional.of(reason), () -> blocked = Optional.empty());
        // The broker may close the channel alone, for example when the exchange was deleted.
        channel.addShutdownListener(this::ended);
    }

    /** Waits at most for the settings' time-out, but for a write that the broker doesn't take off the wire. */
    Outcome publish(BookingEvent event) {
        if (!taking()) {
            return Outcome.FAILED;
        }
        var message = new Unconfirmed(event.id());
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!writing.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return Outcome.FAILED;
            }
            try {
                write(event, message);
            } finally {
                writing.unlock();
            }
            return message.outcome.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Outcome.FAILED;
        } catch (IOException | TimeoutException | ShutdownSignalException | ExecutionException _) {
            return Outcome.FAILED;
        } finally {
            forget(message);
        }
    }

    private void write(BookingEvent event, Unconfirmed message) throws IOException {
        byte[] body = EventJson.of(event);
        message.number = channel.getNextPublishSeqNo();
        unconfirmed.put(message.number, message);
        byMessageId.put(message.id, message);
        channel.basicPublish(exchange, event.type(), true, properties(event), body);
    }

    private static BasicProperties properties(BookingEvent event) {
        return new BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .messageId(event.id())
                .type(event.type())
                .timestamp(Date.from(event.at()))
                .appId("booking-service")
                .correlationId(event.bookingId().value())
                .headers(Map.of("traceparent", event.traceparent()))
                .build();
    }

    private void forget(Unconfirmed message) {
        unconfirmed.remove(message.number, message);
        byMessageId.remove(message.id, message);
    }

    /** A message has one id, and is published again only after the last try was given up: so the id finds it. */
    private void returned(Return message) {
        Unconfirmed found = byMessageId.get(message.getProperties().getMessageId());
        if (found != null) {
            found.returned();
        }
    }

    private void answered(long number, boolean multiple, Outcome outcome) {
        Collection<Unconfirmed> messages = multiple
                ? List.copyOf(unconfirmed.headMap(number, true).values())
                : unconfirmed.subMap(number, true, number, true).values();
        messages.forEach(message -> message.answered(outcome));
    }

    private void ended(ShutdownSignalException cause) {
        end.complete(cause.isInitiatedByApplication() ? "closed by us" : String.valueOf(cause.getMessage()));
        unconfirmed.values().forEach(message -> message.outcome.complete(Outcome.FAILED));
    }

    /** Open, and the broker has not asked us to stop for want of memory or disk space. */
    boolean taking() {
        return channel.isOpen() && blocked.isEmpty();
    }

    /** Why the broker takes nothing for the time being, if it has said so. */
    Optional<String> blocked() {
        return blocked;
    }

    /**
     * Waits for the end.
     *
     * @return why it came to it
     */
    String awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // it never completes like that
        }
    }

    /** Whatever is unconfirmed fails. Waits a bounded time, even behind a write that the broker never takes. */
    @Override
    public void close() {
        var farewell = Thread.ofVirtual().name("rabbitmq-farewell")
                .start(() -> connection.abort(Math.toIntExact(timeout.toMillis())));
        try {
            farewell.join(timeout);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Unconfirmed {
        private final String id;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private volatile long number = -1;
        private volatile boolean returned;
        private volatile boolean refused;

        Unconfirmed(String id) {
            this.id = id;
        }

        void answered(Outcome answer) {
            if (returned) {
                outcome.complete(Outcome.UNROUTED);
            } else if (answer == Outcome.NACKED) {
                refused = true;
                outcome.completeOnTimeout(answer, RETURN_FOLLOWS.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                outcome.complete(answer);
            }
        }

        void returned() {
            returned = true;
            if (refused) {
                outcome.complete(Outcome.UNROUTED);
            }
        }
    }
}

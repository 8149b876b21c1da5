package com.movieticket.booking.events;

import com.movieticket.booking.diagnosis.Examination;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Reaching;
import com.movieticket.booking.diagnosis.Step;
import com.movieticket.booking.resilience.Reason;
import com.movieticket.booking.settings.Settings;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ChannelContinuationTimeoutException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Whether events could be published. Nothing is: what is sent to find that out is taken back before anybody gets it, and
 * an exchange that isn't there is left to the service to declare.
 */
public final class BrokerExamination implements Examination {
    private static final String SETTING = "RABBITMQ_URL";
    private static final int NOT_FOUND = AMQP.NOT_FOUND;

    private final Settings.Rabbitmq settings;
    private final ConnectionFactory factory;
    private volatile Optional<Connection> connection = Optional.empty();
    private volatile Optional<String> virtualHostProblem = Optional.empty();
    private volatile Optional<String> blocked = Optional.empty();
    private boolean closed;

    /** Of the service with these settings. */
    public BrokerExamination(Settings.Rabbitmq settings) {
        this.settings = settings;
        this.factory = RabbitAddress.factory(settings);
    }

    @Override
    public String subject() {
        return "RabbitMQ";
    }

    @Override
    public List<Step> steps() {
        var steps = new ArrayList<>(new Reaching(factory.getHost(), factory.getPort(), SETTING).steps());
        steps.add(Step.needed("authenticate", this::authenticate));
        steps.add(Step.needed("virtual host", this::virtualHost));
        steps.add(Step.needed("exchange", this::exchange));
        steps.add(Step.also("publish", this::publish));
        return steps;
    }

    private Finding authenticate() throws IOException, TimeoutException {
        try {
            keep(factory.newConnection("booking-service doctor"));
            return new Well("the credentials are accepted");
        } catch (PossibleAuthenticationFailureException _) {
            return new Ill("the credentials are not accepted", "correct user and password in " + SETTING
                    + ": the broker's own guest is let in from its own machine alone");
        } catch (TimeoutException _) {
            return new Ill("the broker didn't greet us in time", "see that it speaks AMQP at " + SETTING
                    + " (amqps:// where it wants TLS), and what its log says");
        } catch (IOException e) {
            virtualHostProblem = refusal(e).map(BrokerExamination::words);
            return virtualHostProblem.isPresent() ? new Well("the credentials are accepted")
                    : new Ill(RabbitSession.reason(e), "see that it speaks AMQP at " + SETTING
                            + " (amqps:// where it wants TLS), and what its log says");
        }
    }

    /** It may come when nobody waits for it any more. */
    private synchronized void keep(Connection opened) {
        opened.addBlockedListener(reason -> blocked = Reason.of(reason), () -> blocked = Optional.empty());
        connection = Optional.of(opened);
        if (closed) {
            close();
        }
    }

    /** It is asked for when the connection is made, after the credentials. */
    private Finding virtualHost() {
        return virtualHostProblem.<Finding>map(problem -> new Ill(problem, "correct the virtual host (the path of "
                + SETTING + "), or let the user into it: rabbitmqctl set_permissions"))
                .orElseGet(() -> new Well(factory.getVirtualHost() + " is open to us"));
    }

    /** Declaring what is there already changes nothing. */
    private Finding exchange() throws IOException {
        Optional<AMQP.Channel.Close> missing = tried(channel -> channel.exchangeDeclarePassive(settings.exchange()));
        if (missing.isPresent()) {
            return missing.get().getReplyCode() == NOT_FOUND ? notThere()
                    : new Ill(words(missing.get()), "let the user configure, or at least read and write, it");
        }
        return tried(channel -> channel.exchangeDeclare(settings.exchange(), BuiltinExchangeType.TOPIC, true))
                .map(this::different).orElseGet(() -> new Well(settings.exchange() + " is there, a durable topic"));
    }

    private Finding different(AMQP.Channel.Close refusal) {
        return refusal.getReplyCode() == AMQP.ACCESS_REFUSED
                ? new Doubtful(settings.exchange() + " is there; we may not declare it, so its type isn't known",
                        "see that it is a durable topic")
                : new Ill(settings.exchange() + " is there, and is no durable topic: " + words(refusal),
                        "declare it anew as a durable topic, or choose another one by RABBITMQ_EXCHANGE");
    }

    /**
     * RabbitMQ looks at the user's rights before it looks at the arguments: with one that makes no sense nothing is declared
     * in either case. Other brokers may not, and aren't asked.
     */
    private Finding notThere() throws IOException {
        boolean rabbit = "RabbitMQ".equals(String.valueOf(connection.orElseThrow().getServerProperties().get("product")));
        if (rabbit) {
            Map<String, Object> nonsense = Map.of("alternate-exchange", 1);
            var refusal = tried(channel ->
                    channel.exchangeDeclare(settings.exchange(), BuiltinExchangeType.TOPIC, true, false, nonsense));
            if (refusal.filter(close -> close.getReplyCode() == AMQP.ACCESS_REFUSED).isPresent()) {
                return new Ill(settings.exchange() + " isn't there, and we may not declare it",
                        "declare it as a durable topic, or let the user configure it");
            }
        }
        return new Doubtful(settings.exchange() + " isn't there yet",
                "none, if the service has never run: it declares it when it connects");
    }

    /** In a transaction that is taken back. A broker that takes nothing doesn't answer to that either, but says why. */
    private Finding publish() throws IOException {
        Optional<AMQP.Channel.Close> refusal;
        try {
            refusal = tried(channel -> {
                channel.txSelect();
                channel.basicPublish(settings.exchange(), "booking.doctor", null, new byte[0]);
                channel.txRollback();
            });
        } catch (ChannelContinuationTimeoutException _) {
            return new Ill(blocked.map("the broker takes nothing: "::concat)
                    .orElse("the broker doesn't answer in time"), "give it memory or disk, or see what its log says; "
                            + "until then events wait in the outbox");
        }
        return refusal.<Finding>map(close -> close.getReplyCode() == NOT_FOUND
                        ? new Well("not tried, since the exchange isn't there yet")
                        : new Ill(words(close), "let the user write to " + settings.exchange()))
                .orElseGet(() -> new Well("may publish to " + settings.exchange()));
    }

    @FunctionalInterface
    private interface Trial {
        void on(Channel channel) throws IOException;
    }

    /** On a channel of its own, which a refusal closes: how the broker refuses, if it does. */
    private Optional<AMQP.Channel.Close> tried(Trial trial) throws IOException {
        Channel channel = connection.orElseThrow().createChannel();
        try {
            trial.on(channel);
            channel.abort();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(channelRefusal(e).orElseThrow(() -> e));
        } catch (ShutdownSignalException e) {
            return Optional.of(channelRefusal(new IOException(e)).orElseThrow(() -> e));
        }
    }

    private static Optional<AMQP.Channel.Close> channelRefusal(IOException e) {
        return e.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close ? Optional.of(close) : Optional.empty();
    }

    private static Optional<AMQP.Connection.Close> refusal(IOException e) {
        return e.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Connection.Close close ? Optional.of(close) : Optional.empty();
    }

    private static String words(AMQP.Channel.Close close) {
        return Reason.of(close.getReplyText()).orElse("refused with " + close.getReplyCode());
    }

    private static String words(AMQP.Connection.Close close) {
        return Reason.of(close.getReplyText()).orElse("refused with " + close.getReplyCode());
    }

    /** Closes the connection. */
    @Override
    public synchronized void close() {
        closed = true;
        connection.ifPresent(open -> open.abort(Math.toIntExact(settings.timeout().toMillis())));
    }
}

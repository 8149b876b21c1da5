package com.movieticket.booking.sandbox;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Everything that the booking service needs around it: a stand-in for each {@link Neighbour}, but where a variable
 * names a real one.
 */
public final class Neighbourhood implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Neighbourhood.class.getName());
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final Map<Neighbour, StandIn> standIns = new EnumMap<>(Neighbour.class);
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Neighbourhood() {
    }

    /** Starts a stand-in for each neighbour, on free ports. */
    public static Neighbourhood start() {
        return start(Map.of());
    }

    /**
     * Starts the stand-ins that are needed, all at once.
     *
     * @param given environment variables: those of {@link Neighbour} and {@code SANDBOX_CINEMA_HTTP_PORT} count
     * @throws UnusableSettingException when a port that is asked for can't be had; nothing has started then
     * @throws IllegalStateException       when one doesn't start; the others are closed then
     */
    public static Neighbourhood start(Map<String, String> given) {
        var neighbourhood = new Neighbourhood();
        var missing = new ArrayList<Neighbour>();
        for (Neighbour neighbour : Neighbour.values()) {
            String url = given.getOrDefault(neighbour.urlVariable(), "");
            if (url.isBlank()) {
                missing.add(neighbour);
            } else {
                neighbourhood.environment.put(neighbour.urlVariable(), url);
            }
        }
        neighbourhood.fill(missing, Ports.read(given, portVariables(missing)));
        return neighbourhood;
    }

    /** What a booking service must find in its environment to live here; holds the real ones' credentials, if any. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Who stands in for a neighbour; empty where a real one is used. */
    public Optional<StandIn> standIn(Neighbour neighbour) {
        return Optional.ofNullable(standIns.get(neighbour));
    }

    /** @throws IllegalStateException when a real one is used */
    public UserStandIn users() {
        return typed(Neighbour.USERS, UserStandIn.class);
    }

    /** @throws IllegalStateException when a real one is used */
    public PaymentStandIn payments() {
        return typed(Neighbour.PAYMENTS, PaymentStandIn.class);
    }

    /** @throws IllegalStateException when a real one is used */
    public CinemaStandIn cinema() {
        return typed(Neighbour.CINEMA, CinemaStandIn.class);
    }

    /** Closes every stand-in, whatever becomes of the others. Never throws; closing again does nothing. */
    @Override
    public void close() {
        List.copyOf(standIns.values()).reversed().forEach(Neighbourhood::closeQuietly);
        standIns.clear();
    }

    private void fill(List<Neighbour> missing, Ports ports) {
        var starting = new EnumMap<Neighbour, Future<StandIn>>(Neighbour.class);
        // Platform threads: loading classes, most of the work here, would pin a virtual thread's carrier.
        var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("starting-", 0).factory());
        missing.forEach(neighbour -> starting.put(neighbour, threads.submit(() -> standIn(neighbour, ports))));
        threads.shutdown();
        var problems = new EnumMap<Neighbour, Throwable>(Neighbour.class);
        starting.forEach((neighbour, future) -> {
            try {
                var standIn = future.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
                standIns.put(neighbour, standIn);
                environment.put(neighbour.urlVariable(), standIn.url());
            } catch (ExecutionException problem) {
                problems.put(neighbour, problem.getCause());
            } catch (TimeoutException problem) {
                problems.put(neighbour, problem);
            } catch (InterruptedException problem) {
                Thread.currentThread().interrupt();
                problems.put(neighbour, problem);
            }
        });
        if (!problems.isEmpty()) {
            close();
            var first = problems.entrySet().iterator().next();
            throw new IllegalStateException("no stand-in for " + first.getKey() + ": " + first.getValue(),
                    first.getValue());
        }
    }

    private static StandIn standIn(Neighbour neighbour, Ports ports) {
        int port = ports.of(neighbour.portVariable());
        return switch (neighbour) {
            case MONGODB -> MongoStandIn.start(port);
            case RABBITMQ -> BrokerStandIn.start(port);
            case USERS -> UserStandIn.start(port);
            case PAYMENTS -> PaymentStandIn.start(port);
            case CINEMA -> CinemaStandIn.start(port, ports.of(Ports.CINEMA_HTTP));
        };
    }

    private static List<String> portVariables(List<Neighbour> missing) {
        return missing.stream()
                .flatMap(neighbour -> neighbour == Neighbour.CINEMA
                        ? Stream.of(neighbour.portVariable(), Ports.CINEMA_HTTP)
                        : Stream.of(neighbour.portVariable()))
                .toList();
    }

    private <T extends StandIn> T typed(Neighbour neighbour, Class<T> type) {
        return standIn(neighbour).map(type::cast).orElseThrow(() ->
                new IllegalStateException("a real one is used, as " + neighbour.urlVariable() + " says"));
    }

    private static void closeQuietly(StandIn standIn) {
        try {
            standIn.close();
        } catch (RuntimeException problem) {
            LOG.log(Level.WARNING, "A stand-in did not close cleanly.", problem);
        }
    }
}

package com.movieticket.booking.simulation;


import com.movieticket.booking.testing.StoreInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One run: a few instances, a few customers, ten minutes of trouble, and then a calm in which every booking must come to
 * its end.
 */
final class Simulation {
    static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration TROUBLE = Duration.ofMinutes(10);
    private static final Duration CALM = Duration.ofMinutes(25);
    private static final int INSTANCES = 2;
    private static final int CUSTOMERS = 4;

    private final World world;
    private final StoreInMemory store = new StoreInMemory();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final SimulatedPayments payments;
    private final SimulatedCinema cinema;
    private final UnaryOperator<Ports> mutation;
    private final Duration settle;
    private final Instant calm;
    private final Instant end;
    private final int rarity;
    private final List<Service> services = new ArrayList<>();
    private int kills;

    /**
     * @param mutation damages the ports, to see whether the promises are found broken
     * @param settle   the settle window
     */
    private Simulation(long seed, boolean recording, UnaryOperator<Ports> mutation, Duration settle) {
        this.world = new World(seed, recording);
        this.mutation = mutation;
        this.settle = settle;
        this.calm = world.instant().plus(TROUBLE);
        this.end = calm.plus(CALM);
        this.rarity = 20 + world.random().nextInt(280);
        this.payments = new SimulatedPayments(() -> troubled() && world.oneIn(5), world.random().nextBoolean());
        this.cinema = new SimulatedCinema(world, () -> troubled() && world.oneIn(8), world.random().nextBoolean());
    }

    /** The run of a seed, and what it broke. */
    static Verdict run(long seed, boolean recording) {
        return run(seed, recording, UnaryOperator.identity(), SETTLE);
    }

    static Verdict run(long seed, boolean recording, UnaryOperator<Ports> mutation, Duration settle) {
        var simulation = new Simulation(seed, recording, mutation, settle);
        simulation.play();
        return new Verdict(seed, Promises.broken(simulation.store, simulation.payments, simulation.broker,
                simulation.cinema), Tally.of(simulation.store, simulation.kills), simulation.world.history());
    }

    /**
     * What came of a run.
     *
     * @param broken the promises that were broken, in words; none is what we want
     */
    record Verdict(long seed, List<String> broken, Tally tally, List<String> history) {
    }

    private boolean troubled() {
        return world.instant().isBefore(calm);
    }

    private void play() {
        for (int slot = 0; slot < INSTANCES; slot++) {
            String name = "svc" + slot;
            services.add(start(name));
            int index = slot;
            world.spawn(() -> replaceWhenDead(index, name));
        }
        for (int i = 0; i < CUSTOMERS; i++) {
            var customer = new Customer(world, "user" + i, this::anyService);
            world.spawn(customer::shop);
        }
        world.run();
    }

    private void replaceWhenDead(int slot, String name) {
        for (int generation = 1; world.instant().isBefore(end); generation++) {
            while (!services.get(slot).dead() && world.instant().isBefore(end)) {
                world.pause(Duration.ofSeconds(5));
            }
            world.pause(world.upTo(Duration.ofSeconds(20)));
            if (services.get(slot).dead()) {
                kills++;
                services.set(slot, start(name + "." + generation));
            }
        }
    }

    private Service start(String name) {
        var faults = new Faults(world, name, () -> troubled() ? rarity : 0);
        var ports = mutation.apply(new Ports(faults, store, store, cinema, payments));
        var service = new Service(world, ports, broker, settle);
        service.run(end);
        return service;
    }

    private Service anyService() {
        return services.get(world.random().nextInt(services.size()));
    }
}

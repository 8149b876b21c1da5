package com.movieticket.booking.simulation;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The network between one instance of the service and everybody else: every port call goes through here, and this is
 * where it is lost, late, or the last thing that the instance ever did.
 */
final class Faults {
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LATEST = Duration.ofSeconds(40);
    private static final Duration STALL = Duration.ofSeconds(150);

    private final World world;
    private final String name;
    private final IntSupplier rarity;
    private boolean dead;

    /**
     * @param rarity of each kind of fault: one call in so many; 0 = none at all
     */
    Faults(World world, String name, IntSupplier rarity) {
        this.world = world;
        this.name = name;
        this.rarity = rarity;
    }

    boolean dead() {
        return dead;
    }

    String name() {
        return name;
    }

    /**
     * A call of a port.
     *
     * @param effect what the other side does; may happen long after the caller has given up
     * @param silence what the caller makes of hearing nothing: an answer, or an exception
     */
    <T> T call(String what, Supplier<T> effect, Supplier<T> silence) {
        travel();
        if (strikes()) {
            die(what, "before");
        }
        if (strikes()) {
            world.note(name, () -> what + " ... never arrives");
            world.pause(TIMEOUT);
            return heard(silence);
        }
        if (strikes()) {
            world.note(name, () -> what + " ... arrives late");
            world.spawn(() -> {
                world.pause(world.upTo(LATEST));
                T answer = effect.get();
                world.note(name, () -> what + " (late) = " + answer);
            });
            world.pause(TIMEOUT);
            return heard(silence);
        }
        T answer = effect.get();
        world.note(name, () -> what + " = " + answer);
        if (strikes()) {
            die(what, "after");
        }
        if (strikes()) {
            world.note(name, () -> what + " ... answer lost");
            world.pause(TIMEOUT);
            return heard(silence);
        }
        travel();
        return heard(() -> answer);
    }

    /** The other side turns the call away, and says so. */
    boolean refused(String what) {
        boolean refused = strikes();
        if (refused) {
            world.note(name, () -> what + " ... is refused");
        }
        return refused;
    }

    /** The process stands still for a while, as virtual machines and garbage collectors make it do. */
    void stall() {
        if (strikes()) {
            Duration rest = world.upTo(STALL);
            world.note(name, () -> "stands still for " + rest);
            world.pause(rest);
        }
        alive();
    }

    void alive() {
        if (dead) {
            throw new Crash();
        }
    }

    private void travel() {
        world.pause(world.upTo(LATENCY));
        alive();
    }

    private <T> T heard(Supplier<T> answer) {
        alive();
        return answer.get();
    }

    private void die(String what, String when) {
        world.note(name, () -> "dies " + when + " " + what);
        dead = true;
        throw new Crash();
    }

    private boolean strikes() {
        int times = rarity.getAsInt();
        return times > 0 && world.oneIn(times);
    }
}

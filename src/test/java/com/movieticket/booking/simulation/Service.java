package com.movieticket.booking.simulation;

import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.CancellingBooking;
import com.movieticket.booking.workflow.CreatingBooking;
import com.movieticket.booking.workflow.DueBookings;
import com.movieticket.booking.workflow.ExpiringBookings;
import com.movieticket.booking.workflow.Journal;
import com.movieticket.booking.workflow.Outbox;
import com.movieticket.booking.workflow.PayingBooking;
import com.movieticket.booking.workflow.Refunding;
import com.movieticket.booking.workflow.ReleasingSeats;
import com.movieticket.booking.workflow.ResumingPayments;
import com.movieticket.booking.workflow.ServiceInstance;
import com.movieticket.booking.workflow.SettlingPayment;
import com.movieticket.booking.workflow.Sweep;
import com.movieticket.booking.workflow.Together;
import com.movieticket.booking.workflow.UnavailableException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** One instance of the service: the real use cases and sweeps, and a relay, until it is killed. */
final class Service {
    static final Duration HOLD = Duration.ofSeconds(300);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(20);
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(30);

    private final World world;
    private final Faults faults;
    private final Outbox outbox;
    private final SimulatedBroker broker;
    private final List<Sweep> sweeps;

    final CreatingBooking creating;
    final PayingBooking paying;
    final CancellingBooking cancelling;

    Service(World world, Ports ports, SimulatedBroker broker, Duration settle) {
        this.world = world;
        this.faults = ports.faults();
        this.outbox = ports.relay();
        this.broker = broker;
        Bookings bookings = ports.bookings();
        var here = new ServiceInstance(faults.name(), world, world.random());
        var journal = new Journal(bookings, event -> world.spawn(() -> work(() -> relay(event))));
        var releasing = new ReleasingSeats(ports.seats());
        var due = new DueBookings(bookings, journal, here, 100);
        var settling = new SettlingPayment(ports.seats(), journal, here, LEASE);
        var expiring = new ExpiringBookings(due, journal, releasing, here);
        creating = new CreatingBooking(ports.users(), ports.seats(), bookings, journal, releasing, here, new OneAfterTheOther(),
                HOLD);
        paying = new PayingBooking(bookings, ports.users(), ports.seats(), ports.money(), journal, settling, expiring,
                here, new OneAfterTheOther(), LEASE, settle);
        cancelling = new CancellingBooking(bookings, journal, releasing, here);
        sweeps = List.of(expiring,
                new ResumingPayments(due, ports.money(), settling, here, LEASE, settle),
                new Refunding(due, ports.money(), releasing, journal, here, LEASE));
    }

    boolean dead() {
        return faults.dead();
    }

    /** Sweeps until the end of the world, or its own. */
    void run(Instant end) {
        sweeps.forEach(sweep -> repeatedly(end, sweep::sweep));
        repeatedly(end, () -> {
            Instant now = world.instant();
            outbox.claim(now.minus(LEFT_BEHIND), now, now.plus(LEFT_BEHIND), 100).events().forEach(this::relay);
        });
    }

    /** A request from outside: empty when the instance died over it, or before. */
    <T> Optional<T> request(Supplier<T> useCase) {
        try {
            faults.alive();
            return Optional.of(useCase.get());
        } catch (Crash | UnavailableException _) {
            return Optional.empty();
        }
    }

    private void repeatedly(Instant end, Runnable look) {
        world.spawn(() -> {
            while (!dead() && world.instant().isBefore(end)) {
                world.pause(world.upTo(SWEEP_EVERY));
                work(look);
            }
        });
    }

    private void work(Runnable piece) {
        try {
            faults.alive();
            piece.run();
        } catch (UnavailableException | Crash _) {
            // put off, or never again
        }
    }

    /** In order per booking: an event follows only when the one before it has left the outbox. */
    private void relay(BookingEvent first) {
        List<BookingEvent> waiting = List.of(first);
        while (!waiting.isEmpty()) {
            BookingEvent event = waiting.getFirst();
            var answer = faults.call("publish " + event.type(), () -> broker.publish(event),
                    () -> SimulatedBroker.Answer.NOTHING);
            waiting = answer == SimulatedBroker.Answer.CONFIRMED ? outbox.published(event) : List.of();
        }
    }

    private static final class OneAfterTheOther implements Together {
        @Override
        public <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> combine) {
            return combine.apply(first.get(), second.get());
        }
    }
}

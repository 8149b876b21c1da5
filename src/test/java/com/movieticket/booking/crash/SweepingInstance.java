package com.movieticket.booking.crash;

import com.movieticket.booking.cinema.CinemaService;
import com.movieticket.booking.events.OutboxRelay;
import com.movieticket.booking.events.RabbitPublisher;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.store.MongoBookings;
import com.movieticket.booking.store.MongoOutbox;
import com.movieticket.booking.store.MongoStore;
import com.movieticket.booking.testing.Guards;
import com.movieticket.booking.workflow.DueBookings;
import com.movieticket.booking.workflow.ExpiringBookings;
import com.movieticket.booking.workflow.Journal;
import com.movieticket.booking.workflow.ReleasingSeats;
import com.movieticket.booking.workflow.ServiceInstance;
import com.movieticket.booking.workflow.Sweep;
import com.movieticket.booking.workflow.Sweepers;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of an instance of the service as expires bookings, put together as the service is, with its sweeps counted. */
public final class SweepingInstance implements AutoCloseable {
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final MongoStore store;
    private final CinemaService cinema;
    private final RabbitPublisher broker;
    private final OutboxRelay relay;
    private final Sweepers sweepers;

    private SweepingInstance(String name, Settings settings) {
        var random = new SecureRandom();
        var clock = Clock.tickMillis(ZoneOffset.UTC);
        var here = new ServiceInstance(name, clock, random);
        store = MongoStore.open(settings.mongodb());
        cinema = new CinemaService(settings.cinema(), Guards.idle());
        broker = new RabbitPublisher(settings.rabbitmq(), random);
        relay = new OutboxRelay(new MongoOutbox(store, random), broker, settings.outbox(), clock, random, _ -> { });
        var bookings = new MongoBookings(store, new Random());
        var journal = new Journal(bookings, relay);
        var due = new DueBookings(bookings, journal, here, settings.sweepers().batch());
        var expiring = new ExpiringBookings(due, journal, new ReleasingSeats(cinema), here);
        broker.start();
        relay.start();
        sweepers = Sweepers.start(List.of(new Counted(expiring)), random, settings.sweepers().every(),
                settings.sweepers().batch());
    }

    public static SweepingInstance start(String name, Settings settings) {
        return new SweepingInstance(name, settings);
    }

    /** How many bookings it has expired. */
    public int done() {
        return done.get();
    }

    /** How many others it wanted to, and another instance was faster. */
    public int lost() {
        return lost.get();
    }

    @Override
    public void close() {
        sweepers.close();
        relay.close();
        broker.close();
        cinema.close();
        store.close();
    }

    private final class Counted implements Sweep {
        private final Sweep sweep;

        private Counted(Sweep sweep) {
            this.sweep = sweep;
        }

        @Override
        public String name() {
            return sweep.name();
        }

        @Override
        public Swept sweep() {
            Swept swept = sweep.sweep();
            done.addAndGet(swept.done());
            lost.addAndGet(swept.lost());
            return swept;
        }
    }
}

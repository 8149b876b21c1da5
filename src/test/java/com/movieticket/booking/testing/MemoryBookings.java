package com.movieticket.booking.testing;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.Events;
import com.movieticket.booking.workflow.UnavailableException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store that can be told to fail its next write, before or after it took effect, and an ear for what is published.
 * What is published leaves the outbox at once.
 */
public final class MemoryBookings implements Bookings, Events {
    /** How the next write fails. */
    public enum Fault { REFUSED, LOST_REQUEST, LOST_ANSWER }

    private final StoreInMemory store = new StoreInMemory();
    private final List<BookingEvent> published = new ArrayList<>();
    private Optional<Fault> fault = Optional.empty();

    /** The next write fails so. */
    public synchronized void failNextWrite(Fault how) {
        fault = Optional.of(how);
    }

    /** Every event that was handed over to be published, in order. */
    public synchronized List<BookingEvent> published() {
        return List.copyOf(published);
    }

    public synchronized List<Booking> all() {
        return store.all();
    }

    @Override
    public synchronized Written add(Change created) {
        return write(() -> store.add(created));
    }

    @Override
    public synchronized Written apply(Change change) {
        return write(() -> store.apply(change));
    }

    private Written write(Supplier<Written> effect) {
        Optional<Fault> failing = fault;
        fault = Optional.empty();
        if (failing.equals(Optional.of(Fault.REFUSED))) {
            throw UnavailableException.withoutEffect(Dependency.STORE, "refused", new IllegalStateException());
        }
        if (failing.equals(Optional.of(Fault.LOST_REQUEST))) {
            throw new UnavailableException(Dependency.STORE, "lost request");
        }
        Written written = effect.get();
        if (failing.isPresent()) {
            throw new UnavailableException(Dependency.STORE, "lost answer");
        }
        return written;
    }

    @Override
    public synchronized Optional<Booking> find(BookingId id) {
        return store.find(id);
    }

    @Override
    public synchronized List<Booking> find(OfUser query) {
        return store.find(query);
    }

    @Override
    public synchronized List<Booking> due(Due kind, Instant now, int limit) {
        return store.due(kind, now, limit);
    }

    @Override
    public synchronized void publish(BookingEvent event) {
        published.add(event);
        store.published(event);
    }
}

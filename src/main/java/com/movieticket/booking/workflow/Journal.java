package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.Transition.Change;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Writes changes down and lets their events go: every change of a booking comes through here. */
public final class Journal {
    private static final Logger LOG = System.getLogger(Journal.class.getName());

    private final Bookings bookings;
    private final Events events;

    public Journal(Bookings bookings, Events events) {
        this.bookings = bookings;
        this.events = events;
    }

    /**
     * Stores a new booking and publishes its event. Where the answer is lost it looks whether the booking is there.
     *
     * @return whether it was stored; not if there is another booking of its id
     * @throws UnavailableException when it certainly isn't stored, or it can't be said whether it is or will be
     */
    boolean open(Change created) {
        if (!added(created)) {
            return false;
        }
        log(created.booking());
        created.event().ifPresent(events::publish);
        return true;
    }

    private boolean added(Change created) {
        try {
            return bookings.add(created) != Bookings.Written.OVERTAKEN;
        } catch (UnavailableException e) {
            if (e.isWithoutEffect()) {
                throw e;
            }
            return bookings.find(created.booking().id()).map(created.booking()::equals).orElseThrow(() -> e);
        }
    }

    /**
     * Stores a change and publishes its event.
     *
     * @return whether it was stored; not if somebody else has changed the booking meanwhile
     * @throws UnavailableException when it can't be said whether it was stored
     */
    boolean write(Change change) {
        return switch (bookings.apply(change)) {
            case FIRST -> {
                log(change.booking());
                change.event().ifPresent(events::publish);
                yield true;
            }
            case BEHIND -> {
                log(change.booking());
                yield true;
            }
            case OVERTAKEN -> false;
        };
    }

    private static void log(Booking booking) {
        LOG.log(Level.INFO, () -> "Booking " + booking.id() + " is " + booking.status().wireName() + " ("
                + booking.state().getClass().getSimpleName() + ", version " + booking.version() + ")");
    }
}

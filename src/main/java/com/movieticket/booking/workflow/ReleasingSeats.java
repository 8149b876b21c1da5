package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Gives the seats of an ended booking back. Best effort: what the cinema doesn't hear now, its own timer does later.
 */
public final class ReleasingSeats {
    private static final Logger LOG = System.getLogger(ReleasingSeats.class.getName());

    private final Cinema cinema;

    public ReleasingSeats(Cinema cinema) {
        this.cinema = cinema;
    }

    /** Never throws for an unreachable cinema. */
    void release(Booking ended, Caller caller) {
        try {
            cinema.release(ended.lock().id(), ended.id(), caller);
        } catch (UnavailableException e) {
            LOG.log(Level.WARNING, () -> "Seats of booking " + ended.id()
                    + " stay locked until the cinema's own timer releases them: " + e.getMessage());
        }
    }
}

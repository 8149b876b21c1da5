package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Gives the seats of an ended booking back. Best effort for locked seats: what the cinema doesn't hear now, its own timer
 * does later. Sold seats no timer gives back; {@link Refunding} sees to it that the cinema hears of those.
 */
public final class ReleasingSeats {
    private static final Logger LOG = System.getLogger(ReleasingSeats.class.getName());

    private final Cinema cinema;

    public ReleasingSeats(Cinema cinema) {
        this.cinema = cinema;
    }

    /**
     * Never throws for an unreachable cinema.
     *
     * @return whether the cinema has surely heard it
     */
    boolean release(Booking ended, Caller caller) {
        try {
            cinema.release(ended.lock().id(), ended.id(), caller);
            return true;
        } catch (UnavailableException e) {
            LOG.log(Level.WARNING, () -> "The cinema didn't hear that the seats of booking " + ended.id()
                    + " are free again: " + e.getMessage());
            return false;
        }
    }
}

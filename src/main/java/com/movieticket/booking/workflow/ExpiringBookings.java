package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.Transition.Refused;
import com.movieticket.booking.workflow.Bookings.Due;

/** Cancels bookings that were not paid in time, and gives their seats back. */
public final class ExpiringBookings implements Sweep {
    private final DueBookings due;
    private final Journal journal;
    private final ReleasingSeats releasing;
    private final ServiceInstance here;

    public ExpiringBookings(DueBookings due, Journal journal, ReleasingSeats releasing, ServiceInstance here) {
        this.due = due;
        this.journal = journal;
        this.releasing = releasing;
        this.here = here;
    }

    @Override
    public String name() {
        return "expiry";
    }

    @Override
    public Swept sweep() {
        return due.each(Due.EXPIRY, name(), this::expire);
    }

    /**
     * Cancels the booking if it has expired and nobody else has done so; otherwise does nothing.
     *
     * @return whether it was this call that cancelled it
     */
    boolean expire(Booking booking, Caller caller) {
        return switch (booking.expired(here.occasion(caller))) {
            case Change change when journal.write(change) -> {
                releasing.release(booking, caller);
                yield true;
            }
            case Change _, Refused _ -> false;
        };
    }
}

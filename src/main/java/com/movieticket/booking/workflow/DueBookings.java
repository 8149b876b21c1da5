package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.Transition.Refused;
import com.movieticket.booking.workflow.Bookings.Due;
import com.movieticket.booking.workflow.Sweep.Swept;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Goes through the bookings that are due, one by one; a booking that makes trouble doesn't keep the others waiting.
 *
 * <p>Other instances read the same bookings at the same time. So each begins somewhere else, goes round, and stops when it
 * meets what somebody else has done: to go on would be to run after them to the end of the batch.
 */
public final class DueBookings implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DueBookings.class.getName());

    /** What comes of one booking; of one that made trouble the log says why. */
    private enum Ending { DONE, LOST, TROUBLED }

    private final Bookings bookings;
    private final Journal journal;
    private final ServiceInstance here;
    private final int batch;
    private volatile boolean closed;

    /**
     * @param batch how many at a time, 1 to 1000
     */
    public DueBookings(Bookings bookings, Journal journal, ServiceInstance here, int batch) {
        this.bookings = bookings;
        this.journal = journal;
        this.here = here;
        this.batch = batch;
    }

    /**
     * Takes bookings in progress over from holders whose leases have run out.
     *
     * @param sweep its name, for the log
     * @param lease for so long nobody else may go on with the booking
     * @param step  is given the booking as claimed, and goes on with it in a trace of its own
     */
    Swept takeOver(Due kind, String sweep, Duration lease, BiConsumer<Booking, Caller> step) {
        return each(kind, sweep, (booking, caller) -> switch (booking.takenOver(here.lease(lease), here.now())) {
            case Change claim when journal.write(claim) -> {
                step.accept(claim.booking(), caller);
                yield true;
            }
            case Change _, Refused _ -> false;
        });
    }

    /**
     * @param sweep its name, for the log
     * @param step  works in a trace of its own, and says whether the booking could be claimed
     */
    Swept each(Due kind, String sweep, BiPredicate<Booking, Caller> step) {
        return LogContext.during(sweep, () -> each(kind, step));
    }

    private Swept each(Due kind, BiPredicate<Booking, Caller> step) {
        int done = 0;
        for (Booking booking : round(bookings.due(kind, here.now(), batch))) {
            if (closed) {
                break;
            }
            switch (taken(booking, step)) {
                case DONE -> done++;
                case TROUBLED -> { }
                case LOST -> {
                    return new Swept(done, 1);
                }
            }
        }
        return new Swept(done, 0);
    }

    private Ending taken(Booking booking, BiPredicate<Booking, Caller> step) {
        Caller nobody = here.nobody();
        return LogContext.of(nobody, () -> LogContext.about(booking, () -> {
            try {
                return step.test(booking, nobody) ? Ending.DONE : Ending.LOST;
            } catch (UnavailableException e) {
                throw e; // the others would fare no better
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "Booking " + booking.id() + " could not be taken further", e);
                return Ending.TROUBLED;
            }
        }));
    }

    private List<Booking> round(List<Booking> due) {
        var round = new ArrayList<>(due);
        if (!round.isEmpty()) {
            Collections.rotate(round, here.random().nextInt(round.size()));
        }
        return round;
    }

    /** Nothing more is begun; the booking in hand is brought to where it can be left. */
    @Override
    public void close() {
        closed = true;
    }
}

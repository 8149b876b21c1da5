package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.Lease;
import com.movieticket.booking.booking.Transition;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.workflow.Bookings.Due;
import com.movieticket.booking.workflow.Payments.RefundAnswer;
import com.movieticket.booking.workflow.Payments.RefundOrder;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Gives money back, and asks again, with growing pauses, until the payment service agrees.
 *
 * <p>The seats go back first, whatever was tried before: we may have died before the cinema was told, or it confirmed
 * them and its answer was lost. Nobody looks at a refunded booking again, and its seats would stay sold to nobody.
 */
public final class Refunding implements Sweep {
    private static final Logger LOG = System.getLogger(Refunding.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 8; // 512 s
    /** So often the money waits for a cinema that can't be reached, for about a minute, and then goes back without it. */
    private static final int SEATS_FIRST = 5;

    private final DueBookings due;
    private final Payments payments;
    private final ReleasingSeats releasing;
    private final Journal journal;
    private final ServiceInstance here;
    private final Duration lease;

    /**
     * @param lease for so long nobody else may ask for the same refund
     */
    public Refunding(DueBookings due, Payments payments, ReleasingSeats releasing, Journal journal,
                     ServiceInstance here, Duration lease) {
        this.due = due;
        this.payments = payments;
        this.releasing = releasing;
        this.journal = journal;
        this.here = here;
        this.lease = lease;
    }

    @Override
    public String name() {
        return "refund";
    }

    @Override
    public Swept sweep() {
        return due.takeOver(Due.REFUND, name(), lease, this::goOn);
    }

    private void goOn(Booking booking, Caller caller) {
        if (!(booking.state() instanceof RefundPending pending)) {
            throw new IllegalStateException("nothing to refund: " + booking.state());
        }
        boolean released = releasing.release(booking, caller);
        if (!released && pending.tries() < SEATS_FIRST) {
            write(booking.refundPutOff(pause(pending.tries()), here.now()));
            return;
        }
        if (!released) {
            LOG.log(Level.ERROR, () -> "Booking " + booking.id() + " is refunded, and the cinema may keep its seats as"
                    + " sold: it could not be told for too long");
        }
        refund(booking, pending, caller);
    }

    private void refund(Booking booking, RefundPending pending, Caller caller) {
        var order = new RefundOrder(booking.id(), booking.userId(), pending.charge().transactionId(), booking.total(),
                pending.reason());
        switch (payments.refund(order, caller)) {
            case RefundAnswer.Done(var refundTransactionId) ->
                    write(booking.refunded(refundTransactionId, here.occasion(caller)));
            case RefundAnswer.Refused(String reason) -> {
                LOG.log(Level.ERROR, () -> "The payment service refuses to refund booking " + booking.id() + ": "
                        + reason);
                write(booking.refundPutOff(pause(pending.tries()), here.now()));
            }
            case RefundAnswer.Unknown(String problem) -> {
                LOG.log(Level.WARNING, () -> "Booking " + booking.id() + " is not refunded yet: " + problem);
                write(booking.refundPutOff(pause(pending.tries()), here.now()));
            }
        }
    }

    /** Doubles with every try, and is drawn from its upper half, so that many refunds don't all come back at once. */
    private Lease pause(int tries) {
        long most = FIRST_PAUSE.toMillis() << Math.min(tries, MOST_DOUBLINGS);
        return here.lease(Duration.ofMillis(most / 2 + here.random().nextLong(most / 2 + 1)));
    }

    /** If it can't be written, the lease runs out and the refund is asked for again, under the same key. */
    private void write(Transition transition) {
        if (transition instanceof Change change && !journal.write(change)) {
            LOG.log(Level.WARNING, () -> "Booking " + change.booking().id() + " was refunded by another instance too");
        }
    }
}

package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingState.Charged;
import com.movieticket.booking.booking.BookingState.Charging;
import com.movieticket.booking.booking.BookingState.Unverified;
import com.movieticket.booking.workflow.Bookings.Due;
import com.movieticket.booking.workflow.Payments.Transaction;
import com.movieticket.booking.workflow.Payments.Transaction.Standing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes over payments whose lease has run out: the instance that held it has died, or nobody heard the answer. A charge
 * is never sent again; what became of it is looked up.
 */
public final class ResumingPayments implements Sweep {
    private static final Logger LOG = System.getLogger(ResumingPayments.class.getName());

    private final DueBookings due;
    private final Payments payments;
    private final SettlingPayment settling;
    private final ServiceInstance here;
    private final Duration lease;
    private final Duration settle;

    /**
     * @param lease  for so long nobody else may go on with the payment
     * @param settle for so long after a charge was begun, a look-up that finds nothing proves nothing: the charge may
     *               still be on its way
     */
    public ResumingPayments(DueBookings due, Payments payments, SettlingPayment settling, ServiceInstance here,
                            Duration lease, Duration settle) {
        this.due = due;
        this.payments = payments;
        this.settling = settling;
        this.here = here;
        this.lease = lease;
        this.settle = settle;
    }

    @Override
    public String name() {
        return "resume";
    }

    @Override
    public Swept sweep() {
        return due.takeOver(Due.PAYMENT, name(), lease, this::goOn);
    }

    private void goOn(Booking claimed, Caller caller) {
        switch (claimed.state()) {
            case Charging s -> lookUp(claimed, s.since(), caller);
            case Unverified s -> lookUp(claimed, s.since(), caller);
            case Charged _ -> settling.confirmSeats(claimed, caller);
            default -> throw new IllegalStateException("not a payment in progress: " + claimed.state());
        }
    }

    private void lookUp(Booking booking, Instant since, Caller caller) {
        List<Transaction> transactions;
        try {
            transactions = payments.transactions(booking.id(), caller);
        } catch (UnavailableException e) {
            LOG.log(Level.WARNING, () -> "The payment of booking " + booking.id() + " can't be looked up: "
                    + e.getMessage());
            settling.unverified(booking, since);
            return;
        }
        Optional<Transaction> success = transactions.stream().filter(t -> t.standing() == Standing.SUCCESS).findFirst();
        boolean pending = transactions.stream().anyMatch(t -> t.standing() == Standing.PENDING);
        if (success.isPresent()) {
            settling.approved(booking, success.get().id(), caller);
        } else if (pending || here.now().isBefore(since.plus(settle))) {
            settling.unverified(booking, since);
        } else {
            settling.notCharged(booking, Optional.empty());
        }
    }
}

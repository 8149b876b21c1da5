package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.Cancellation;
import com.movieticket.booking.booking.InvalidArgumentException;
import com.movieticket.booking.booking.Transition.Change;
import com.movieticket.booking.booking.Transition.Refusal;
import com.movieticket.booking.booking.Transition.Refused;

import java.time.Duration;
import java.util.Optional;

/** {@code cancel_booking}: the user gives the seats back, paid or not. Asking again changes nothing and is no error. */
public final class CancellingBooking {
    private static final int TRIES = 5;

    private final Bookings bookings;
    private final Journal journal;
    private final ReleasingSeats releasing;
    private final ServiceInstance here;

    /**
     * Which booking, and why.
     *
     * @param reason 0 to 256 visible characters
     */
    public record Order(BookingId booking, String reason) {
        /** @throws InvalidArgumentException naming {@code reason} */
        public Order {
            Cancellation.requireReason(reason);
        }
    }

    public CancellingBooking(Bookings bookings, Journal journal, ReleasingSeats releasing, ServiceInstance here) {
        this.bookings = bookings;
        this.journal = journal;
        this.releasing = releasing;
        this.here = here;
    }

    /**
     * Answers with {@code Cancelled}, {@code NotAllowed}, {@code BookingNotFound} or {@code PaymentInProgress}.
     *
     * @throws UnavailableException when the store can't be reached
     */
    public Outcome cancel(Order order, Caller caller) {
        return LogContext.about(order.booking(), () -> giveUp(order, caller));
    }

    private Outcome giveUp(Order order, Caller caller) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Booking> found = bookings.find(order.booking());
            if (found.isEmpty()) {
                return new Outcome.BookingNotFound();
            }
            Booking booking = found.get();
            if (!caller.mayActFor(booking.userId())) {
                return new Outcome.NotAllowed();
            }
            // The refund's lease ends at once, so that Refunding takes the booking up.
            switch (booking.cancelledByUser(order.reason(), here.lease(Duration.ZERO), here.occasion(caller))) {
                case Change change when TimeLimit.lifted(() -> written(change, booking, caller)) -> {
                    return new Outcome.Cancelled(change.booking(), change.booking().state() instanceof RefundPending);
                }
                case Change _ -> { } // overtaken: look again
                case Refused(Refusal refusal) when refusal == Refusal.ALREADY_CANCELLED -> {
                    return new Outcome.Cancelled(booking, booking.charge().isPresent());
                }
                case Refused _ -> {
                    return new Outcome.PaymentInProgress();
                }
            }
        }
        return new Outcome.PaymentInProgress();
    }

    private boolean written(Change cancelled, Booking before, Caller caller) {
        boolean written = journal.write(cancelled);
        if (written) {
            releasing.release(before, caller);
        }
        return written;
    }
}

package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingState.AwaitingPayment;
import com.movieticket.booking.booking.BookingState.Cancelled;
import com.movieticket.booking.booking.BookingState.Charged;
import com.movieticket.booking.booking.BookingState.Charging;
import com.movieticket.booking.booking.BookingState.Confirmed;
import com.movieticket.booking.booking.BookingState.RefundPending;
import com.movieticket.booking.booking.BookingState.Refunded;
import com.movieticket.booking.booking.BookingState.Unverified;
import com.movieticket.booking.booking.Cancellation;
import com.movieticket.booking.booking.Transition.Change;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

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

    /** A booking's lines, read one after the other, are its story. A neighbour's words have no place in it. */
    private static void log(Booking booking) {
        LogContext.about(booking, () -> {
            LOG.log(Level.INFO, () -> "Booking " + booking.id() + " " + story(booking) + " (version "
                    + booking.version() + ")");
            return booking;
        });
    }

    private static String story(Booking booking) {
        return switch (booking.state()) {
            case AwaitingPayment(int attempts, _) when attempts == 0 -> "is created, and waits for payment";
            case AwaitingPayment(_, Optional<String> reason) when reason.isPresent() ->
                    "is declined, and waits for payment again";
            case AwaitingPayment _ -> "is not charged, and waits for payment again";
            case Charging _ -> "is being charged";
            case Unverified _ -> "may be charged: it will be looked up";
            case Charged _ -> "is charged: its seats are to be confirmed";
            case Confirmed _ -> "is confirmed";
            case Cancelled(Cancellation cancellation, _) -> switch (cancellation.cause()) {
                case EXPIRED -> "is cancelled: it has expired";
                case USER -> "is cancelled by its user";
            };
            case RefundPending s when s.cancellation().isPresent() -> "is cancelled by its user, and to be refunded";
            case RefundPending _ -> "is to be refunded: its seats can't be confirmed";
            case Refunded _ -> "is refunded";
        };
    }
}

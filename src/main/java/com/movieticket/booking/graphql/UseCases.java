package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.workflow.Bookings;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.CancellingBooking;
import com.movieticket.booking.workflow.CreatingBooking;
import com.movieticket.booking.workflow.Outcome;
import com.movieticket.booking.workflow.PayingBooking;
import com.movieticket.booking.workflow.ReadingBookings.Sight;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the API can be asked for, one function for each root field. All block until done, may be called by any number of
 * threads, and throw {@link com.movieticket.booking.workflow.UnavailableException} or
 * {@link com.movieticket.booking.booking.InvalidArgumentException}.
 */
public record UseCases(BiFunction<CreatingBooking.Order, Caller, Outcome> create,
                       BiFunction<PayingBooking.Order, Caller, Outcome> pay,
                       BiFunction<CancellingBooking.Order, Caller, Outcome> cancel,
                       BiFunction<BookingId, Caller, Sight<Optional<Booking>>> byId,
                       BiFunction<Bookings.OfUser, Caller, Sight<List<Booking>>> ofUser) {
}

package com.movieticket.booking.workflow;

import com.movieticket.booking.booking.Booking;
import com.movieticket.booking.booking.BookingEvent;
import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.booking.UserId;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the work at hand is about: stands in every line that is logged meanwhile, by whomever.
 *
 * <p>It goes with the work and not through every signature, as {@link TimeLimit} does.
 *
 * @param operation   what is done: a root field of the API, or a sweep
 * @param traceparent which trace it belongs to, in the form of W3C Trace Context
 * @param user        whose booking it is, or else who asks
 * @param booking     which is worked on
 */
public record LogContext(Optional<String> operation, Optional<String> traceparent, Optional<UserId> user,
                         Optional<BookingId> booking) {
    private static final LogContext NONE =
            new LogContext(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final ScopedValue<LogContext> CURRENT = ScopedValue.newInstance();

    /** Of this thread, just now; empty in all its parts where nobody has said what the work is about. */
    public static LogContext current() {
        return CURRENT.orElse(NONE);
    }

    /**
     * The id of the trace, as logs and errors tell it: 32 hexadecimal digits in lower case. It is looked for when it is
     * to be told, since most work has nothing to tell.
     */
    public Optional<String> traceId() {
        return traceparent.flatMap(TraceParent::traceId);
    }

    /**
     * Work for a request of which no more is known yet.
     *
     * @param traceparent well formed
     */
    public static <T> T inTrace(String traceparent, Supplier<T> work) {
        LogContext now = current();
        return within(new LogContext(now.operation, Optional.of(traceparent), now.user, now.booking), work);
    }

    /** Work on somebody's behalf. */
    public static <T> T of(Caller caller, Supplier<T> work) {
        Optional<UserId> user = caller.authority() instanceof Authority.OneUser(UserId one)
                ? Optional.of(one) : Optional.empty();
        LogContext now = current();
        return within(new LogContext(now.operation, Optional.of(caller.traceparent()), user, now.booking), work);
    }

    /** Work that is called so. */
    public static <T> T during(String operation, Supplier<T> work) {
        LogContext now = current();
        return within(new LogContext(Optional.of(operation), now.traceparent, now.user, now.booking), work);
    }

    /** Work for an event that was stored before. */
    public static <T> T of(BookingEvent event, Supplier<T> work) {
        return within(new LogContext(current().operation, Optional.of(event.traceparent()),
                Optional.of(event.userId()), Optional.of(event.bookingId())), work);
    }

    /** Work on a booking of which no more is known. */
    static <T> T about(BookingId booking, Supplier<T> work) {
        LogContext now = current();
        return within(new LogContext(now.operation, now.traceparent, now.user, Optional.of(booking)), work);
    }

    /** Work on a booking. */
    static <T> T about(Booking booking, Supplier<T> work) {
        return about(booking.userId(), booking.id(), work);
    }

    /** Work on a booking of that user. */
    static <T> T about(UserId user, BookingId booking, Supplier<T> work) {
        LogContext now = current();
        return within(new LogContext(now.operation, now.traceparent, Optional.of(user), Optional.of(booking)), work);
    }

    /** The work, to be done by another thread, and about the same. */
    static <T> Supplier<T> carried(Supplier<T> work) {
        LogContext now = current();
        return () -> within(now, work);
    }

    private static <T> T within(LogContext context, Supplier<T> work) {
        return ScopedValue.where(CURRENT, context).call(work::get);
    }
}

/**
 * The use cases, one class each, as plain blocking code that reads top to bottom, and the ports that they need.
 *
 * <p>Start with {@link com.movieticket.booking.workflow.CreatingBooking} and
 * {@link com.movieticket.booking.workflow.PayingBooking}, which follow the API document step by step; then
 * {@link com.movieticket.booking.workflow.CancellingBooking} and {@link com.movieticket.booking.workflow.ReadingBookings}.
 * What happens with no request at all is in {@link com.movieticket.booking.workflow.ExpiringBookings},
 * {@link com.movieticket.booking.workflow.ResumingPayments} and {@link com.movieticket.booking.workflow.Refunding}.
 *
 * <p>The ports are small interfaces: {@link com.movieticket.booking.workflow.Users},
 * {@link com.movieticket.booking.workflow.Cinema}, {@link com.movieticket.booking.workflow.Payments},
 * {@link com.movieticket.booking.workflow.Bookings}, {@link com.movieticket.booking.workflow.Events} and, for the relay
 * behind the last, {@link com.movieticket.booking.workflow.Outbox}. A port that can't be reached throws
 * {@link com.movieticket.booking.workflow.UnavailableException}; everything else that can come of a call is a value.
 */
package com.movieticket.booking.workflow;

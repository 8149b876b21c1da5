/**
 * The domain: what a booking is, which states it can be in, and what may happen to it. Pure: no I/O, no clock, no
 * randomness, no framework.
 *
 * <p>Start with {@link com.movieticket.booking.booking.Booking}: its methods are the transitions of the state machine,
 * each of which answers with a {@link com.movieticket.booking.booking.Transition}: the changed booking with the event
 * that the change causes, or a refusal. The states are the records of
 * {@link com.movieticket.booking.booking.BookingState}.
 *
 * <pre>{@code
 * AwaitingPayment --pay--> Charging --approved--> Charged --seats confirmed--> Confirmed --cancel--> RefundPending
 *     |       ^               |                     ^  |                                                ^   |
 *     |       +--not charged--+--no answer--> Unverified  +-------------seats refused-------------------+   v
 *     |       +-------------------------------------+                                                    Refunded
 *     +--lock expired, or cancelled by the user--> Cancelled
 * }</pre>
 *
 * <p>Whatever must not be made up by a pure method (the time, an event's id, the trace) is passed in as an
 * {@link com.movieticket.booking.booking.Occasion}. Every instant has millisecond precision, as the database and the
 * wire have: the clock that is passed in ticks in milliseconds.
 */
package com.movieticket.booking.booking;

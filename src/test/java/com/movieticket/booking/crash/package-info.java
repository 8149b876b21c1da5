/**
 * The service and its broker are killed while they work, and afterwards the books must balance.
 *
 * <p>{@link com.movieticket.booking.crash.Customers} book, pay and change their minds at
 * {@link com.movieticket.booking.crash.Instances} of the service, each a process of its own that may be killed at any
 * instruction. What they were {@linkplain com.movieticket.booking.crash.Told told}, the payment ledger, the seat map, what
 * the service has {@linkplain com.movieticket.booking.crash.Kept kept} and the events that the broker delivered are then
 * held against each other by the {@link com.movieticket.booking.crash.Reconciliation}.
 *
 * <p>Chance is drawn from a seed that is printed and can be given again by {@code -Dcrash.seed}. The same seed brings the
 * same customers and the same moments counted in bookings, though not the same instructions.
 */
package com.movieticket.booking.crash;

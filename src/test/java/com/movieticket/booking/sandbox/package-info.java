/**
 * The neighbourhood of the booking service on one machine: small but true stand-ins for everything that it talks to.
 *
 * <p>{@link com.movieticket.booking.sandbox.Sandbox} is the command. {@link
 * com.movieticket.booking.sandbox.Neighbourhood} starts what is needed and tells how to connect to it; tests use it
 * too, or single stand-ins: {@link com.movieticket.booking.sandbox.UserStandIn}, {@link
 * com.movieticket.booking.sandbox.PaymentStandIn}, {@link com.movieticket.booking.sandbox.CinemaStandIn}, {@link
 * com.movieticket.booking.sandbox.MongoStandIn}, {@link com.movieticket.booking.sandbox.BrokerStandIn}. What the
 * payment and cinema services know lives in {@link com.movieticket.booking.sandbox.Ledger} and {@link
 * com.movieticket.booking.sandbox.SeatMap}, without any network; how a test makes a stand-in misbehave, in {@link
 * com.movieticket.booking.sandbox.Conduct}.
 */
package com.movieticket.booking.sandbox;

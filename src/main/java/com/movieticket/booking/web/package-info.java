/**
 * The web server, made fit to stand on the internet: what every request passes, whatever it asks for.
 *
 * <p>{@link com.movieticket.booking.web.FrontDoor} sets the server up. Each connection is a
 * {@link com.movieticket.booking.web.GuardedConnection}, which bounds in time and size what the other side may keep us
 * waiting for, and each request on it goes through {@link com.movieticket.booking.web.GuardedRouting}, which sees to its
 * framing and to what is left of its body, in the trace that {@link com.movieticket.booking.web.Tracing} finds for it.
 * What comes in over HTTP/1.1 is {@link com.movieticket.booking.web.IncomingRequests}, read by a
 * {@link com.movieticket.booking.web.StrictReader}; a {@link com.movieticket.booking.web.PlainRequest} that the
 * {@link com.movieticket.booking.web.Doorkeeper} turns away is answered there, unread, and one that it makes wait waits there.
 * Whether its client has gone meanwhile, {@link com.movieticket.booking.web.ReadAhead} finds out. Who keeps us waiting for too
 * long is cut off by the {@link com.movieticket.booking.web.Watchman}. Of what the service is for, nothing is known here.
 */
package com.movieticket.booking.web;

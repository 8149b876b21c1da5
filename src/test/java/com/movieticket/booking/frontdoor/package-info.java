/**
 * The whole service through its front door: real HTTP in, real connections out, to the stand-ins of the sandbox or to a
 * real broker.
 *
 * <p>{@link com.movieticket.booking.frontdoor.House} is the service with its neighbourhood,
 * {@link com.movieticket.booking.frontdoor.Answer} what it says, and {@link com.movieticket.booking.frontdoor.Audience}
 * hears its events.
 */
package com.movieticket.booking.frontdoor;

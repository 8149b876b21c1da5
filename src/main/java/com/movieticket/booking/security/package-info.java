/**
 * Who is asking, for whom they may act, and how often they may ask.
 *
 * <p>{@link com.movieticket.booking.security.Gate} is what the edge passes every request through.
 * {@link com.movieticket.booking.security.Authentication} turns a bearer token into an
 * {@link com.movieticket.booking.security.Identity}: {@link com.movieticket.booking.security.Claims} judges what it
 * says, {@link com.movieticket.booking.security.SharedSecret} or {@link com.movieticket.booking.security.PublishedKeys}
 * its signature. {@link com.movieticket.booking.security.RateLimit} counts requests by user, or by the address that
 * {@link com.movieticket.booking.security.ClientAddress} finds out. What an identity may see and do is decided by the use
 * cases, which know whose booking it is.
 */
package com.movieticket.booking.security;

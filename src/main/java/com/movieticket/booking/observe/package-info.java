/**
 * What the service tells of itself: health, metrics and the log.
 *
 * <p>{@link com.movieticket.booking.observe.Observability} adds the HTTP endpoints; the composition root gives it a
 * {@link com.movieticket.booking.observe.Probe} for each dependency, and the parts of the service register their meters
 * with it. {@link com.movieticket.booking.observe.RequestsUnderWay} counts requests, and lets them end before the service
 * stops. {@link com.movieticket.booking.observe.Logging} sets up the log, in the form of
 * {@link com.movieticket.booking.observe.JsonLines} or {@link com.movieticket.booking.observe.TextLines}.
 */
package com.movieticket.booking.observe;

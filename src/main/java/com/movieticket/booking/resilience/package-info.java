/**
 * What stands between this service and its neighbours: every outgoing call is bounded in all that it may cost, and
 * tells what is known of its effect.
 *
 * <p>{@link com.movieticket.booking.resilience.Guard} stands before all calls to one neighbour: it bounds how many are
 * under way, turns calls away while the {@link com.movieticket.booking.resilience.Circuit} is open, and tries again what
 * may be tried again. What became of a call, the adapter's
 * {@link com.movieticket.booking.resilience.Protocol} tells it; how it stands, anybody can
 * {@linkplain com.movieticket.booking.resilience.GuardReading read}.
 *
 * <p>{@link com.movieticket.booking.resilience.RestClient} speaks HTTP. Its
 * {@linkplain com.movieticket.booking.resilience.RestReply replies} keep apart what a payment must keep apart: an
 * answer, a request that certainly wasn't sent, and one that may have been. The line between the last two is drawn where
 * the first byte leaves, in {@link com.movieticket.booking.resilience.Connection}.
 * {@link com.movieticket.booking.resilience.Deadline} bounds the time of connecting, and
 * {@link com.movieticket.booking.resilience.CutOff} that of what follows.
 *
 * <p>Answers are read with mistrust: {@link com.movieticket.booking.resilience.Fields} takes the plain fields out of
 * JSON of any size, depth and form, and {@link com.movieticket.booking.resilience.Reason} makes a neighbour's words
 * fit for users and logs. {@link com.movieticket.booking.resilience.PercentEncoding} does the reverse: it lets any
 * text of ours travel in a URI.
 */
package com.movieticket.booking.resilience;

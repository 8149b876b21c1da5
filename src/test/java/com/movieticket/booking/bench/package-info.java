/**
 * Measures the service under load, from outside. Nothing here is a test: figures depend on the machine, so they are only
 * compared with others of the same run. {@link com.movieticket.booking.bench.Bench} is the command, {@code mvn -Pbench}, and
 * each {@link com.movieticket.booking.bench.Row} something that it measures, of processes of their own.
 *
 * <p>{@link com.movieticket.booking.bench.OpenLoop} sends requests on schedule, whatever becomes of those before, and times
 * them from when they were due: common tools wait for answers before they send more, and so hide a server that stalls.
 */
package com.movieticket.booking.bench;

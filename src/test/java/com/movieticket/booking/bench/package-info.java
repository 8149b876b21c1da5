/**
 * Measures the service under load, from outside. Nothing here is a test: figures depend on the machine, so they are only
 * compared with others of the same run. Each bench is a program of its own, to be run by hand from the project's folder after
 * {@code mvn package}, with the test class path.
 *
 * <p>{@link com.movieticket.booking.bench.OpenLoop} sends requests on schedule, whatever becomes of those before, and times
 * them from when they were due: common tools wait for answers before they send more, and so hide a server that stalls.
 */
package com.movieticket.booking.bench;

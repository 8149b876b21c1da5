/**
 * What the service tells of itself: health, metrics and the log.
 *
 * <p>{@link com.movieticket.booking.observe.Observability} adds the HTTP endpoints; the composition root gives it a
 * {@link com.movieticket.booking.observe.Probe} for each dependency.
 * {@link com.movieticket.booking.observe.RequestsUnderWay} counts requests, and lets them end before the service stops.
 *
 * <p>{@link com.movieticket.booking.observe.Metrics} makes all meters; nobody else knows the framework's registry. What is
 * counted is in {@link com.movieticket.booking.observe.AttemptMetrics},
 * {@link com.movieticket.booking.observe.LifeMetrics}, {@link com.movieticket.booking.observe.CallMetrics},
 * {@link com.movieticket.booking.observe.EventMetrics} and {@link com.movieticket.booking.observe.RequestMetrics}; what is
 * unfinished in {@link com.movieticket.booking.observe.UnfinishedMetrics}.
 *
 * <p>{@link com.movieticket.booking.observe.Logging} sets up the log, in the form of
 * {@link com.movieticket.booking.observe.JsonLines} or {@link com.movieticket.booking.observe.TextLines}; each line says
 * what the work is about, as {@link com.movieticket.booking.workflow.LogContext} has it.
 * {@link com.movieticket.booking.observe.LogLevelFile} changes the level while the service runs.
 */
package com.movieticket.booking.observe;

/**
 * The adapter to the cinema service, which knows showtimes and who sits where.
 *
 * <p>{@link com.movieticket.booking.cinema.CinemaService} asks, over one connection that
 * {@link com.movieticket.booking.cinema.Channels} makes; {@link com.movieticket.booking.cinema.Answers} says what an
 * answer means, {@link com.movieticket.booking.cinema.Failures} what a status means.
 */
package com.movieticket.booking.cinema;

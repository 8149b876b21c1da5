/**
 * Finds out whether the service would find what it needs, and says so that a person can act on it.
 *
 * <p>An {@link com.movieticket.booking.diagnosis.Examination} is about one subject and consists of
 * {@link com.movieticket.booking.diagnosis.Step}s; each comes to a {@link com.movieticket.booking.diagnosis.Finding}.
 * {@link com.movieticket.booking.diagnosis.Diagnosis} takes the steps, {@link com.movieticket.booking.diagnosis.Report}
 * writes down what was found. Which steps there are for a neighbour is known by the package that speaks to it.
 */
package com.movieticket.booking.diagnosis;

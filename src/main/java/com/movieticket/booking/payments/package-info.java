/**
 * The adapter to the payment service, where not hearing an answer is an answer of its own.
 *
 * <p>{@link com.movieticket.booking.payments.PaymentService} sends;
 * {@link com.movieticket.booking.payments.ChargeAnswers}, {@link com.movieticket.booking.payments.Lookup} and
 * {@link com.movieticket.booking.payments.RefundAnswers} say what comes of it. Paths are
 * {@linkplain com.movieticket.booking.payments.PathTemplate templates}, so that payment services with other routes are
 * reached by configuration alone.
 *
 * <p>Card data is in the body of one request and nowhere else.
 */
package com.movieticket.booking.payments;

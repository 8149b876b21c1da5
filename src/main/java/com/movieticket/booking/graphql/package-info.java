/**
 * The edge: the GraphQL schema, its data fetchers, GraphQL over HTTP, and the playground.
 *
 * <p>A request comes in through {@link com.movieticket.booking.graphql.GraphQlService}, which speaks HTTP and nothing
 * else; becomes a {@link com.movieticket.booking.graphql.GraphQlRequest}; is run by
 * {@link com.movieticket.booking.graphql.GraphQlExecution} against the schema of
 * {@link com.movieticket.booking.graphql.BookingSchema}. Before that its document is found
 * ({@link com.movieticket.booking.graphql.Documents}) and made ready
 * ({@link com.movieticket.booking.graphql.DocumentReader}), or the request is
 * {@link com.movieticket.booking.graphql.Refused}. There its arguments become the domain's types
 * ({@link com.movieticket.booking.graphql.Arguments}), a use case runs
 * ({@link com.movieticket.booking.graphql.UseCases}), and {@link com.movieticket.booking.graphql.Answers} puts what came
 * of it into the words of the API document. Whatever goes wrong passes through
 * {@link com.movieticket.booking.graphql.ClientErrors}: nothing else decides what a client may know.
 *
 * <p>When there is more to do than can be done, {@link com.movieticket.booking.graphql.LoadShedding} turns reads and new
 * bookings away beyond a {@link com.movieticket.booking.graphql.ConcurrencyLimit} that it finds by trial, and cuts when the
 * {@link com.movieticket.booking.graphql.ProcessorQueue} is far too long. Most of what is turned away is not even read
 * ({@link com.movieticket.booking.graphql.UnreadRequests}). When many come at once, they wait in a
 * {@link com.movieticket.booking.graphql.WaitingLine} instead, each for its {@link com.movieticket.booking.graphql.Turn}.
 *
 * <p>{@link com.movieticket.booking.graphql.Routes} puts all of it on the web server.
 */
package com.movieticket.booking.graphql;

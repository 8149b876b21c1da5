/**
 * The booking store: {@link com.movieticket.booking.workflow.Bookings} and
 * {@link com.movieticket.booking.workflow.Outbox} in MongoDB.
 *
 * <p>Start with {@link com.movieticket.booking.store.MongoBookings}: a change of a booking and the event that tells of it
 * are one write to one document, by compare-and-set. {@link com.movieticket.booking.store.MongoOutbox} takes the events
 * out again once the broker has them, and explains why it may do so while bookings are being changed. Both go through
 * {@link com.movieticket.booking.store.MongoStore}, the connection.
 *
 * <p>How things are written down: {@link com.movieticket.booking.store.BookingDocuments} with
 * {@link com.movieticket.booking.store.StateFields}, and {@link com.movieticket.booking.store.EventDocuments}, by hand,
 * field by field. {@link com.movieticket.booking.store.Indexes} lists every query with its index.
 *
 * <p>{@link com.movieticket.booking.store.MongoUnfinished} counts what is still to be done, for those who watch.
 * {@link com.movieticket.booking.store.StoreCalls} tells them of every operation; it stands in front of the others.
 *
 * <p>What many want at once is asked once: {@link com.movieticket.booking.store.SharedReads} for reads of bookings,
 * {@link com.movieticket.booking.store.GroupCommit} for events that are to be noted.
 *
 * <p>Documents are only ever changed each by itself, with plain update operators: no transactions, update pipelines, partial or
 * time-to-live indexes. So a standalone server, a replica set and a sharded cluster (shard key {@code _id}) all serve.
 *
 * <p>The driver is reactive and the code is not: {@link com.movieticket.booking.store.Await} is where they meet, and
 * where nothing is sent while {@link com.movieticket.booking.store.Primary} says that there is no server for it.
 * {@link com.movieticket.booking.store.OnTheSpot} keeps the driver's own threads few.
 */
package com.movieticket.booking.store;

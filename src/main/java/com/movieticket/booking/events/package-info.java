/**
 * The way of an event from the outbox to the world.
 *
 * <p>Start with {@link com.movieticket.booking.events.OutboxRelay}: it publishes what was just written, takes over what was
 * left behind, and keeps the order within each booking. It knows the outbox as the port
 * {@link com.movieticket.booking.workflow.Outbox}, and whoever takes the events as
 * {@link com.movieticket.booking.events.Broker}.
 *
 * <p>{@link com.movieticket.booking.events.RabbitPublisher} is that broker: it keeps one connection to RabbitMQ in reach.
 * {@link com.movieticket.booking.events.RabbitSession} is one life of such a connection, with publisher confirms, many
 * messages in flight, and returned messages. {@link com.movieticket.booking.events.EventJson} is what a message says.
 *
 * <p>All of it is plain blocking code on virtual threads: many events in flight are many threads that wait.
 */
package com.movieticket.booking.events;

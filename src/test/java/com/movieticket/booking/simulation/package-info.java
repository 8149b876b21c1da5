/**
 * The real use cases against simulated neighbours, in virtual time, with one source of chance: a seed decides who runs
 * next, which call is lost, answered late or not at all, and at which port call an instance of the service dies. After
 * each run the history is checked against the promises.
 *
 * <p>{@link com.movieticket.booking.simulation.World} runs the tasks one at a time,
 * {@link com.movieticket.booking.simulation.Faults} decides what goes wrong with a call,
 * {@link com.movieticket.booking.simulation.Service} is an instance of the service,
 * {@link com.movieticket.booking.simulation.Simulation} puts a run together and
 * {@link com.movieticket.booking.simulation.Promises} judges it.
 */
package com.movieticket.booking.simulation;

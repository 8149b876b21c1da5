package com.movieticket.booking;

/**
 * The platform threads that carry the virtual ones: as many as there are processors, but two at least.
 *
 * <p>A carrier first does what its own virtual threads have left to do, and only then what platform threads hand over, as
 * the MongoDB driver's do with every answer. Where there is only one, requests that are turned away as fast as
 * they come keep those waiting that were let in. A second one takes what was handed over whenever it has run dry.
 */
final class Carriers {
    /** See {@link Thread}, "Virtual threads": implementation note. */
    static final String NUMBER = "jdk.virtualThreadScheduler.parallelism";

    private Carriers() {
    }

    /** To be called before there is any virtual thread. What the operator has set stays. */
    static void atLeastTwo(int processors) {
        if (processors < 2 && System.getProperty(NUMBER) == null) {
            System.setProperty(NUMBER, "2");
        }
    }
}

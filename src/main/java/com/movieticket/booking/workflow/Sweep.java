package com.movieticket.booking.workflow;

/** One look for unfinished business; run over and over by every instance. */
public interface Sweep {
    /**
     * What one look has come to.
     *
     * @param done how many due bookings were taken further, at most one batch
     * @param lost how many others could not be claimed, because another instance was faster
     */
    record Swept(int done, int lost) {
    }

    /** Which, for the log and the metrics: {@code expiry}. */
    String name();

    /**
     * Finds what is due and does it, a batch at most.
     *
     * @throws UnavailableException when the store can't be reached
     */
    Swept sweep();
}

package com.movieticket.booking.resilience;

/** How a call to a neighbour ended, as far as the neighbour's health goes. */
public enum CallOutcome {
    /** It did what it was asked. */
    OK,
    /** It said no, and it is well: not found, declined, not allowed. */
    REFUSED,
    /** It didn't answer in time. */
    TIMEOUT,
    /** It couldn't be reached, broke off, or failed by its own account. */
    ERROR,
    /** It wasn't asked: its circuit is open, too many calls are under way already, or no time was left. */
    REJECTED,
    /** Whoever asked was interrupted, which says nothing about the neighbour. */
    ABANDONED;

    /** Whether the neighbour is the worse for it. */
    boolean failed() {
        return this == TIMEOUT || this == ERROR;
    }

    /** Whether the neighbour has answered, in whatever way. */
    boolean answered() {
        return this == OK || this == REFUSED;
    }
}

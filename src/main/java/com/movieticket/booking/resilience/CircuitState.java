package com.movieticket.booking.resilience;

/** Whether calls to a neighbour are made. */
public enum CircuitState {
    /** All are. */
    CLOSED,
    /** It has answered a probe: a few at a time, until it has answered some of them too. */
    HALF_OPEN,
    /** None but a probe now and then. */
    OPEN;

    /** As operators read it: {@code half-open}. */
    public String title() {
        return switch (this) {
            case CLOSED -> "closed";
            case HALF_OPEN -> "half-open";
            case OPEN -> "open";
        };
    }
}

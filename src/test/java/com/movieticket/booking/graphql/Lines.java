package com.movieticket.booking.graphql;

import java.time.Duration;

/** Waiting lines for tests. */
final class Lines {
    private Lines() {
    }

    /** Nobody may wait. */
    static WaitingLine none() {
        return new WaitingLine(Duration.ZERO, 1, 0);
    }
}

package com.movieticket.booking.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a probe has found.
 *
 * @param problem absent when all is well
 * @param latency how long the answer took
 * @param since   since when it is well, or isn't
 * @param at      when it was found
 */
record Reading(Optional<String> problem, Duration latency, Instant since, Instant at) {
    boolean isWell() {
        return problem.isEmpty();
    }

    /** Outside that span it is too old, or from a time that the clock was set back from. */
    boolean isFresh(Instant now, Duration keep) {
        return !now.isBefore(at) && now.isBefore(at.plus(keep));
    }
}

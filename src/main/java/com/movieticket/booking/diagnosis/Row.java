package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;

import java.util.Optional;

/**
 * One line of a report.
 *
 * @param finding absent for a step that wasn't taken, because one before it had come to something ill
 */
public record Row(String subject, String step, Optional<Finding> finding) {
    /** In one word, for people and programs. */
    public String state() {
        return finding.map(found -> switch (found) {
            case Well _ -> "ok";
            case Doubtful _ -> "warning";
            case Ill _ -> "failed";
        }).orElse("skipped");
    }

    /** What was seen. */
    public String detail() {
        return finding.map(Finding::detail).orElse("not tried, because of what failed before");
    }

    /** What to do; empty where there is nothing to be done. */
    public String advice() {
        return finding.map(found -> switch (found) {
            case Well _ -> "";
            case Doubtful doubtful -> doubtful.advice();
            case Ill ill -> ill.advice();
        }).orElse("");
    }

    /** Whether the service can't do part of its job because of it. */
    public boolean failed() {
        return finding.filter(found -> found instanceof Ill).isPresent();
    }
}

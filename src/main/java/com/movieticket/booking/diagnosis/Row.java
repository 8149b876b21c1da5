package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of a report.
 *
 * @param finding absent for a step that wasn't taken, because one before it had come to something ill
 */
public record Row(String subject, String step, Optional<Finding> finding) {
    /** Longer words are cut, in UTF-16 units. */
    private static final int LONGEST = 500;
    /** Findings quote servers, whose words must not pretend to be lines of ours, or move a terminal's cursor. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    /** In one word, for people and programs. */
    public String state() {
        return finding.map(found -> switch (found) {
            case Well _ -> "ok";
            case Doubtful _ -> "warning";
            case Ill _ -> "failed";
        }).orElse("skipped");
    }

    /** What was seen, in one line. */
    public String detail() {
        return inOneLine(finding.map(Finding::detail).orElse("not tried, because of what failed before"));
    }

    /** What to do, in one line; empty where there is nothing to be done. */
    public String advice() {
        return inOneLine(finding.map(found -> switch (found) {
            case Well _ -> "";
            case Doubtful doubtful -> doubtful.advice();
            case Ill ill -> ill.advice();
        }).orElse(""));
    }

    private static String inOneLine(String words) {
        String line = INVISIBLE.matcher(words).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Whether the service can't do part of its job because of it. */
    public boolean failed() {
        return finding.filter(found -> found instanceof Ill).isPresent();
    }
}

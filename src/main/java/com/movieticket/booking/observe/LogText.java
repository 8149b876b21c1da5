package com.movieticket.booking.observe;

import com.movieticket.booking.workflow.LogContext;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What both log formats say the same way: names, times, lengths. */
final class LogText {
    private static final int LONGEST_MESSAGE = 16_384;
    private static final int LONGEST_TRACE = 65_536;

    private LogText() {
    }

    /** RFC 3339, in milliseconds, UTC. */
    static String time(LogRecord record) {
        return record.getInstant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The names that everybody but java.util.logging uses. */
    static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (level.intValue() >= Level.INFO.intValue()) {
            return "INFO";
        }
        return level.intValue() >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    /** What the work at hand is about; handlers run in the thread that logs. */
    static Map<String, String> context() {
        LogContext now = LogContext.current();
        var fields = new LinkedHashMap<String, String>();
        now.operation().ifPresent(operation -> fields.put("operation", operation));
        now.traceId().ifPresent(id -> fields.put("trace_id", id));
        now.user().ifPresent(user -> fields.put("user_id", user.value()));
        now.booking().ifPresent(booking -> fields.put("booking_id", booking.value()));
        return fields;
    }

    /** The message, cut off where it would flood the log. */
    static String bounded(String message) {
        return bounded(message, LONGEST_MESSAGE);
    }

    /** The stack trace with its causes, cut off where it would flood the log. */
    static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return bounded(text.toString().stripTrailing(), LONGEST_TRACE);
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text
                : "%s… (%d more characters)".formatted(text.substring(0, most), text.length() - most);
    }
}

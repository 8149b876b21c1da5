package com.movieticket.booking.observe;

import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/**
 * A line of text, for people; a stack trace follows it indented. Control characters are escaped: whatever a message
 * holds, only the log itself begins a line at the left edge.
 */
final class TextLines extends Formatter {
    @Override
    public String format(LogRecord record) {
        String line = "%s %-5s %s: %s%s%n".formatted(LogText.time(record), LogText.level(record.getLevel()),
                shortName(String.valueOf(record.getLoggerName())),
                escaped(LogText.bounded(String.valueOf(formatMessage(record)))), context());
        return record.getThrown() == null ? line : line + indented(LogText.trace(record.getThrown()));
    }

    /** What the work is about, behind the message. */
    private static String context() {
        Map<String, String> context = LogText.context();
        return context.isEmpty() ? "" : context.entrySet().stream().map(field -> field.getKey() + "="
                + escaped(field.getValue())).collect(Collectors.joining(" ", " [", "]"));
    }

    private static String shortName(String logger) {
        return escaped(logger.substring(logger.lastIndexOf('.') + 1));
    }

    private static String indented(String trace) {
        return trace.lines().map(line -> "    %s%n".formatted(escaped(line.replace("\t", "    "))))
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        if (text.codePoints().noneMatch(TextLines::isDangerous)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isDangerous(codePoint)) {
                safe.append(codePoint == '\n' ? "\\n" : "\\u%04x".formatted(codePoint));
            } else {
                safe.appendCodePoint(codePoint);
            }
        });
        return safe.toString();
    }

    private static boolean isDangerous(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                 Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}

package com.movieticket.booking.observe;

import io.helidon.json.JsonGenerator;

import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One JSON object per line, for machines: {@code ts}, {@code level}, {@code logger}, {@code thread} where it has a name,
 * what the work is about as far as that is known ({@code operation}, {@code trace_id}, {@code user_id},
 * {@code booking_id}), {@code message}, and {@code exception} with the stack trace where there is one. Everything outside printable ASCII is
 * escaped, so no message can break out of its line or play tricks on a terminal.
 */
final class JsonLines extends Formatter {
    @Override
    public String format(LogRecord record) {
        var line = new StringWriter();
        try (var json = JsonGenerator.create(line)) {
            json.writeObjectStart()
                    .write("ts", LogText.time(record))
                    .write("level", LogText.level(record.getLevel()))
                    .write("logger", String.valueOf(record.getLoggerName()));
            String thread = Thread.currentThread().getName(); // handlers run in the thread that logs
            if (!thread.isEmpty()) {
                json.write("thread", thread);
            }
            LogText.context().forEach(json::write);
            json.write("message", LogText.bounded(String.valueOf(formatMessage(record))));
            if (record.getThrown() != null) {
                json.write("exception", LogText.trace(record.getThrown()));
            }
            json.writeObjectEnd();
        }
        return line.append('\n').toString();
    }
}

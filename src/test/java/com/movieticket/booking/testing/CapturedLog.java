package com.movieticket.booking.testing;

import com.movieticket.booking.workflow.LogContext;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged below a name, at every level, until it is closed. */
public final class CapturedLog extends Handler implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final List<LogContext> contexts = new CopyOnWriteArrayList<>();

    /** @param name of a logger; empty for all */
    public CapturedLog(String name) {
        logger = Logger.getLogger(name);
        before = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    /** What was logged as an error. */
    public List<String> errors() {
        return records.stream().filter(record -> record.getLevel() == Level.SEVERE).map(CapturedLog::text).toList();
    }

    /** All that was logged, with the messages of exceptions. */
    public String all() {
        return String.join("\n", records.stream().map(record -> text(record) + " " + record.getThrown()).toList());
    }

    /** The traces of all that was logged, in that order; of what belongs to none, an empty text. */
    public List<String> traces() {
        return contexts.stream().map(context -> context.traceId().orElse("")).toList();
    }

    /** What each line that was logged was about, in that order. */
    public List<LogContext> contexts() {
        return List.copyOf(contexts);
    }

    private static String text(LogRecord record) {
        return new SimpleFormatter().formatMessage(record);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
        contexts.add(LogContext.current());
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}

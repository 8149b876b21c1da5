package com.movieticket.booking.observe;

import com.movieticket.booking.settings.Settings;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * Sets up java.util.logging, where everything comes together: System.Logger, the framework and the drivers.
 *
 * <p>Libraries stay at WARN however much is asked of us, the framework at INFO: below that they print requests,
 * headers and documents, with tokens and cards in them.
 */
public final class Logging {
    private static final String OURS = "com.movieticket.booking";
    /** Where graphql-java prints whole queries. */
    private static final String QUERIES = "notprivacysafe";
    /** Nobody else holds on to a logger, and a forgotten one forgets its level. */
    private static final List<Logger> SET = List.of(Logger.getLogger(""), Logger.getLogger(OURS),
            Logger.getLogger("io.helidon"), Logger.getLogger(QUERIES));

    private Logging() {
    }

    /** Writes to standard output from now on, and nowhere else. To be called before the framework logs anything. */
    public static void configure(Settings.Log log) {
        configure(log, System.out);
    }

    static void configure(Settings.Log log, OutputStream out) {
        // Else the framework looks for a logging.properties when the server starts, and this would be undone.
        System.setProperty("io.helidon.logging.config.disabled", "true");
        Logger root = SET.getFirst();
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Console(out, switch (log.format()) {
            case JSON -> new JsonLines();
            case TEXT -> new TextLines();
        }));
        level(log.level());
    }

    /** From now on so much is written. */
    static void level(Level level) {
        for (Logger logger : SET) {
            logger.setLevel(switch (logger.getName()) {
                case OURS -> level;
                case QUERIES -> Level.OFF;
                case "io.helidon" -> quieter(level, Level.INFO);
                default -> quieter(level, Level.WARNING);
            });
        }
    }

    /**
     * Runs the work when the JVM is told to stop, and keeps the log as it is until the work has ended: on its own
     * java.util.logging closes everything as soon as the shutdown begins (JDK-8161253). To be called after
     * {@link #configure(Settings.Log)}.
     *
     * @param limit how long the log waits for the work
     */
    public static void onShutdown(Runnable work, Duration limit) {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            try {
                work.run();
            } finally {
                ended.countDown();
            }
        }));
        // In front of all handlers of each logger whose level is set: loggers lose both in no certain order.
        var doorstop = new Doorstop(ended, limit);
        for (Logger logger : SET) {
            Handler[] others = logger.getHandlers();
            for (Handler other : others) {
                logger.removeHandler(other);
            }
            logger.addHandler(doorstop);
            for (Handler other : others) {
                logger.addHandler(other);
            }
        }
    }

    private static Level quieter(Level one, Level other) {
        return one.intValue() >= other.intValue() ? one : other;
    }

    /** Writes each record at once; leaves the stream open, which isn't its own. */
    private static final class Console extends StreamHandler {
        Console(OutputStream out, Formatter formatter) {
            super(out, formatter);
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            super.publish(record);
            flush();
        }

        @Override
        public void close() {
            flush();
        }
    }

    /** Writes nothing, and holds up the closing of the handlers behind it. */
    private static final class Doorstop extends Handler {
        private final CountDownLatch ended;
        private final Duration limit;

        Doorstop(CountDownLatch ended, Duration limit) {
            this.ended = ended;
            this.limit = limit;
        }

        @Override
        public void publish(LogRecord record) {
            // Nothing to write.
        }

        @Override
        public void flush() {
            // Nothing written.
        }

        @Override
        public void close() {
            try {
                ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

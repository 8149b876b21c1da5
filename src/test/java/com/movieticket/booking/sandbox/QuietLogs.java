package com.movieticket.booking.sandbox;

import io.helidon.logging.common.LogConfig;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Keeps what the stand-ins are built of from talking into the sandbox's own words. */
public final class QuietLogs {
    /** Kept here because java.util.logging forgets levels of loggers that nobody holds. */
    private static final List<Logger> QUIET = Stream.of(
                    "io.helidon", "io.grpc", "io.netty", "de.bwaldvogel.mongo", "org.apache.qpid", "qpid",
                    "org.mongodb.driver")
            .map(Logger::getLogger)
            .toList();

    private QuietLogs() {
    }

    /** Shows no more than warnings of theirs. The booking service's own log is not touched. */
    public static void apply() {
        quiet();
        // Helidon configures logging with its first server; if that undoes ours, better now than then.
        LogConfig.configureRuntime();
        quiet();
    }

    private static void quiet() {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}

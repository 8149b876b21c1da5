package com.movieticket.booking.observe;

import com.movieticket.booking.settings.SettingsReader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

/**
 * Changes the log's level while the service runs: to the one that a file names, for as long as there is such a file. Who
 * may write the file may change the level, and nobody else; nothing listens.
 */
public final class LogLevelFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogLevelFile.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int LONGEST = 64;

    private final Path file;
    private final Level otherwise;
    private final Consumer<Level> change;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String seen = "";

    LogLevelFile(Path file, Level otherwise, Consumer<Level> change) {
        this.file = file;
        this.otherwise = otherwise;
        this.change = change;
    }

    /**
     * Looks at the file from now on, until it is closed.
     *
     * @param otherwise the level without such a file
     */
    public static LogLevelFile watch(Path file, Level otherwise) {
        var watched = new LogLevelFile(file, otherwise, Logging::level);
        Thread.ofVirtual().name("log-level").start(watched::run);
        return watched;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once. What is not a level is told of once, and changes nothing. */
    void look() {
        String text = text();
        if (text.equals(seen)) {
            return;
        }
        seen = text;
        Optional<Level> level = text.isEmpty() ? Optional.of(otherwise) : SettingsReader.logLevel(text);
        if (level.isPresent()) {
            change.accept(level.get());
            LOG.log(INFO, "The log''s level is {0} now", LogText.level(level.get()));
        } else {
            LOG.log(WARNING, "The file of the log''s level names none: the level stays as it is");
        }
    }

    /** Empty when there is no such file, or nothing in it. */
    private String text() {
        try (InputStream content = Files.newInputStream(file)) {
            return new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            return "can't be read";
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

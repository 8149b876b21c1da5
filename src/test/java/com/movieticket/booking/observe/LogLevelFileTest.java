package com.movieticket.booking.observe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;

import static org.assertj.core.api.Assertions.assertThat;

/** The log's level follows the file, and nothing else that stands in it. */
class LogLevelFileTest {
    @TempDir
    private Path folder;
    private final List<Level> levels = new ArrayList<>();

    @Test
    void the_level_is_that_of_the_file_for_as_long_as_there_is_one() throws IOException {
        Path file = folder.resolve("level");
        try (var watched = new LogLevelFile(file, Level.INFO, levels::add)) {
            watched.look();
            assertThat(levels).as("without a file").isEmpty();
            Files.writeString(file, "debug\n");
            watched.look();
            watched.look();
            Files.writeString(file, "WARN");
            watched.look();
            Files.delete(file);
            watched.look();
            assertThat(levels).containsExactly(Level.FINE, Level.WARNING, Level.INFO);
        }
    }

    @Test
    void what_is_no_level_changes_nothing() throws IOException {
        Path file = folder.resolve("level");
        try (var watched = new LogLevelFile(file, Level.INFO, levels::add)) {
            Files.writeString(file, "LOUD".repeat(1_000_000));
            watched.look();
            Files.delete(file);
            Files.createDirectory(file);
            watched.look();
            assertThat(levels).isEmpty();
        }
    }
}

package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the file that may name another level for the log says anything, and anything sensible. */
public final class LevelFile implements Examination {
    private static final int LONGEST = 64;

    private final Optional<Path> file;

    /** Of the service with these settings. */
    public LevelFile(Settings.Log settings) {
        this.file = settings.levelFile();
    }

    @Override
    public String subject() {
        return "This service";
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.also("log level file", () -> file.map(LevelFile::read)
                .orElse(new Well("none: the level changes with a restart alone"))));
    }

    private static Finding read(Path file) {
        try (var content = Files.newInputStream(file)) {
            var text = new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? new Well("it is empty: LOG_LEVEL counts")
                    : SettingsReader.logLevel(text).<Finding>map(level -> new Well("it says " + text))
                            .orElse(new Doubtful("it names no level", "write OFF, ERROR, WARN, INFO, DEBUG or TRACE into "
                                    + file + ", or nothing"));
        } catch (NoSuchFileException _) {
            return new Well("it isn't there: LOG_LEVEL counts");
        } catch (IOException _) {
            return new Ill("it can't be read", "let the service read " + file + ", or correct LOG_LEVEL_FILE");
        }
    }
}

package com.movieticket.booking.operations;

import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What is true of the service that others run. */
final class TheService {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>booking-service</artifactId>\\s*<version>([^<]+)</version>");
    /** After the requests: sweepers 20 s, relay 5 s, the broker's and the database's connections, and some to spare. */
    private static final Duration FAREWELL = Duration.ofSeconds(40);

    private TheService() {
    }

    /** The settings that it would have in such an environment; fails where it wouldn't start. */
    static Settings settings(Map<String, String> environment) {
        return switch (SettingsReader.read(environment)) {
            case Accepted(Settings settings) -> settings;
            case Refused refused -> throw new AssertionError(refused.report());
        };
    }

    /** From SIGTERM to the end, at the most. */
    static Duration longestStop(Settings settings) {
        return settings.server().grace().plus(FAREWELL);
    }

    /** Its image, by name and tag. */
    static String image() {
        Matcher version = VERSION.matcher(read("pom.xml"));
        assertThat(version.find()).as("the version in pom.xml").isTrue();
        return "booking-service:" + version.group(1);
    }

    static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

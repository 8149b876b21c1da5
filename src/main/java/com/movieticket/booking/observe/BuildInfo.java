package com.movieticket.booking.observe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is, as the build has written it down.
 *
 * @param version  of the product
 * @param revision of the source, {@code unknown} when the build wasn't told
 */
public record BuildInfo(String version, String revision) {
    /** Of the build that is running. */
    public static BuildInfo read() {
        try (InputStream properties = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (properties == null) {
                throw new IllegalStateException("build.properties is missing from the application");
            }
            var build = new Properties();
            build.load(properties);
            return new BuildInfo(build.getProperty("version"), build.getProperty("revision"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one line, with the Java that it runs on. */
    public String described() {
        return "booking-service %s, revision %s, on Java %s of %s".formatted(version, revision, Runtime.version(),
                System.getProperty("java.vendor"));
    }
}

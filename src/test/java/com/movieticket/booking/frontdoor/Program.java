package com.movieticket.booking.frontdoor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The program as a process of its own: the packaged jar as a named module, with what it needs on the module path. */
final class Program implements AutoCloseable {
    private static final String MAIN = "com.movieticket.booking/com.movieticket.booking.Main";

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it with nothing in its environment but what is given. */
    static Program start(Map<String, String> environment, String... arguments) {
        try {
            Path output = Files.createTempFile("booking-service-", ".log");
            var command = Stream.concat(
                    Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "--module-path", jar() + File.pathSeparator + Path.of("target", "lib"),
                            "--module", MAIN),
                    Stream.of(arguments)).toList();
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Program(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().matches("booking-service-.*\\.jar"))
                    .toList();
            assertThat(jars).as("the packaged service: mvn package makes it").hasSize(1);
            return jars.getFirst();
        }
    }

    /** Everything that it has printed so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an operator would. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("still running: " + output()).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroyForcibly();
        Files.deleteIfExists(output);
    }
}

package com.movieticket.booking.frontdoor;

import com.movieticket.booking.testing.Eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The program as a process of its own, started from the runtime image as its operators start it. */
public final class Program implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it with nothing in its environment but what is given. */
    public static Program start(Map<String, String> environment, String... arguments) {
        return start(List.of(), environment, arguments);
    }

    /** @param options for the virtual machine; none may have a space in it */
    public static Program start(List<String> options, Map<String, String> environment, String... arguments) {
        var complete = new HashMap<>(environment);
        complete.put("BOOKING_OPTS", String.join(" ", options));
        return start(Stream.concat(Stream.of(launcher().toString()), Stream.of(arguments)).toList(), Path.of("."), complete);
    }

    /**
     * Starts it by whatever command.
     *
     * @param folder where the command is run
     */
    public static Program start(List<String> command, Path folder, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("booking-service-", ".log");
            var builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Program(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path launcher() {
        Path launcher = Path.of("target", "image", "bin", "booking").toAbsolutePath();
        assertThat(launcher).as("the image: mvn -Pimage package makes it").isExecutable();
        return launcher;
    }

    /** Where it listens; waits until it does, and fails when it ends before that. */
    public int port() {
        Eventually.within(Duration.ofSeconds(60)).every(Duration.ofMillis(50)).check(() ->
                assertThat(!process.isAlive() || LISTENING.matcher(output()).find()).as(output()).isTrue());
        Matcher listening = LISTENING.matcher(output());
        assertThat(listening.find()).as(output()).isTrue();
        return Integer.parseInt(listening.group(1));
    }

    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Everything that it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an operator would. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Nobody can know, and nothing can be put in order: SIGKILL. Returns when it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** Waits for its end. */
    public int exitCode() {
        return exitCode(Duration.ofSeconds(60));
    }

    /** Waits for its end, at most so long. */
    public int exitCode(Duration patience) {
        try {
            assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)).as("still running: " + output()).isTrue();
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

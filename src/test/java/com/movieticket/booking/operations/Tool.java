package com.movieticket.booking.operations;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program of the machine that tests are run with.
 *
 * @param program where it is
 */
record Tool(Path program) {
    private static final long PATIENCE_SECONDS = 60;

    /** What has come of a run. */
    record Run(int exitCode, String output) {
    }

    /**
     * Leaves the calling tests out, saying why, where the program isn't installed.
     *
     * @param untested completes "nginx is not installed: …"
     */
    static Tool installed(String name, String untested) {
        Optional<Path> found = Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin")
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
        if (found.isEmpty()) {
            String reason = name + " is not installed: " + untested;
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        return new Tool(found.orElseThrow());
    }

    /** Runs it to its end, with nothing more in its environment than is given. */
    Run run(Map<String, String> environment, String... arguments) {
        return run(Redirect.PIPE, environment, arguments);
    }

    /** Runs it to its end, on what stands in a file. */
    Run runOn(Path input, String... arguments) {
        return run(Redirect.from(input.toFile()), Map.of(), arguments);
    }

    private Run run(Redirect input, Map<String, String> environment, String... arguments) {
        try {
            Path output = Files.createTempFile("tool-", ".log");
            try {
                Process process = start(input, environment, output, arguments);
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                assertThat(ended).as(program + " ends").isTrue();
                return new Run(process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it; the caller ends it. */
    Process start(Map<String, String> environment, Path output, String... arguments) throws IOException {
        return start(Redirect.PIPE, environment, output, arguments);
    }

    private Process start(Redirect input, Map<String, String> environment, Path output, String... arguments)
            throws IOException {
        var builder = new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        return builder.redirectInput(input).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** Ends a process that was started here, at the latest by force. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

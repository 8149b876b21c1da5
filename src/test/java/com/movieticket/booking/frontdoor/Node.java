package com.movieticket.booking.frontdoor;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Node, with the scripts and packages of {@code src/test/node}, which are installed once for all. */
final class Node {
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node");
    private static final Path INSTALLED = FOLDER.resolve("installed");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** How npm says that there is no registry to be reached. Whatever else is wrong is wrong with us. */
    private static final Pattern NO_REGISTRY = Pattern.compile(
            "\\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|E40[134]|E50\\d)\\b");

    /** @param output both what was printed and what went wrong */
    private record Ended(int exitCode, String output) {
    }

    private Node() {
    }

    /** Skips the calling tests, saying why, where Node isn't installed or its packages can't be had. */
    static Node assumeInstalled() {
        Stream.of("node", "npm").filter(program -> !isOnPath(program)).findFirst()
                .ifPresent(missing -> skip(missing + " is not installed"));
        try {
            install();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Node();
    }

    /** Skips the calling tests, saying why. */
    static void skip(String reason) {
        String sentence = reason + ": what runs in Node or in a browser is not tested";
        System.out.println(sentence);
        Assumptions.abort(sentence);
    }

    /** Runs a script to its end, which must be a good one, and returns what it has printed. */
    String run(String script, String... arguments) {
        var ended = call(Stream.concat(Stream.of("node", script), Stream.of(arguments)).toList());
        assertThat(ended.exitCode()).as(script + "\n" + ended.output()).isZero();
        return ended.output();
    }

    /** Packages are installed anew when the list of them has changed, scripts are always copied. */
    private static void install() throws IOException {
        Files.createDirectories(FOLDER);
        try (var files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path lock = FOLDER.resolve("package-lock.json");
        if (Files.exists(INSTALLED) && Files.mismatch(lock, INSTALLED) == -1) {
            return;
        }
        var ended = call(List.of("npm", "ci", "--ignore-scripts", "--prefer-offline"));
        if (ended.exitCode() != 0 && NO_REGISTRY.matcher(ended.output()).find()) {
            skip("npm reaches no registry that has the packages of " + SOURCES);
        }
        assertThat(ended.exitCode()).as("npm ci\n" + ended.output()).isZero();
        Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Ended call(List<String> command) {
        try {
            Path output = Files.createTempFile("node-", ".log");
            try {
                var process = new ProcessBuilder(command).directory(FOLDER.toFile())
                        .redirectErrorStream(true).redirectOutput(output.toFile()).start();
                if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new AssertionError(command + " took longer than " + LONGEST + "\n" + Files.readString(output));
                }
                return new Ended(process.exitValue(), Files.readString(output));
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

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

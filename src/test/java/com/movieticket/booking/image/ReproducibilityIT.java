package com.movieticket.booking.image;

import com.movieticket.booking.frontdoor.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The same parts make the same image, but for what the training run learned, and the same image makes the same archive. */
class ReproducibilityIT {
    private static final Path IMAGE = Path.of("target", "image");

    @Test
    void an_image_made_again_is_the_same_to_the_byte(@TempDir Path temporary) throws IOException {
        Path again = temporary.resolve("again");
        List<Path> jars = files(IMAGE.resolve("app"));
        Path service = jars.stream().filter(jar -> jar.getFileName().toString().startsWith("booking-service-"))
                .findFirst().orElseThrow();
        String libraries = jars.stream().filter(jar -> !jar.equals(service)).map(Path::toString)
                .collect(Collectors.joining(":"));
        recipe("Image.java", again.toString(), service.toString(), IMAGE.resolve("sbom.json").toString(), libraries,
                Files.getLastModifiedTime(service).toString());

        List<Path> first = files(IMAGE).stream().filter(file -> !file.endsWith(TrainingRun.CACHE)).toList();
        assertThat(files(again).stream().map(again::relativize))
                .containsExactlyElementsOf(first.stream().map(IMAGE::relativize).toList());
        for (Path file : first) {
            Path other = again.resolve(IMAGE.relativize(file));
            assertThat(Files.mismatch(file, other)).as(file.toString()).isEqualTo(-1);
            assertThat(Files.getLastModifiedTime(file)).as(file.toString())
                    .isEqualTo(Files.getLastModifiedTime(other));
            assertThat(Files.getPosixFilePermissions(file)).as(file.toString())
                    .isEqualTo(Files.getPosixFilePermissions(other));
        }
    }

    @Test
    void an_archive_made_again_is_the_same_to_the_byte_and_tar_can_read_it(@TempDir Path temporary) throws IOException {
        Path part = IMAGE.resolve("legal");
        Path one = temporary.resolve("one.tar.gz");
        Path other = temporary.resolve("other.tar.gz");
        recipe("Archive.java", part.toString(), one.toString(), "booking-service");
        recipe("Archive.java", part.toString(), other.toString(), "booking-service");
        assertThat(Files.mismatch(one, other)).isEqualTo(-1);

        run(List.of("tar", "--extract", "--gzip", "--file", one.toString(), "--directory", temporary.toString()));
        Path unpacked = temporary.resolve("booking-service");
        for (Path file : files(part)) {
            Path copy = unpacked.resolve(part.relativize(file));
            assertThat(Files.mismatch(file, copy)).as(file.toString()).isEqualTo(-1);
            assertThat(Files.isSymbolicLink(copy)).as(file.toString()).isEqualTo(Files.isSymbolicLink(file));
            assertThat(Files.getLastModifiedTime(copy, LinkOption.NOFOLLOW_LINKS).toMillis() / 1000)
                    .isEqualTo(Files.getLastModifiedTime(file).toMillis() / 1000);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void recipe(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("jlink", program).toString()));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        try (var program = Program.start(command, Path.of("."), Map.of("PATH", "/usr/bin:/bin"))) {
            assertThat(program.exitCode(Duration.ofMinutes(3))).as(program.output()).isZero();
        }
    }
}

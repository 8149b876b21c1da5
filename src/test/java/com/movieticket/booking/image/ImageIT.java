package com.movieticket.booking.image;

import com.movieticket.booking.frontdoor.Program;
import com.movieticket.booking.sandbox.Neighbourhood;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The image starts wherever it is put, whoever starts it, and needs to write nowhere. */
class ImageIT {
    private static final Path IMAGE = Path.of("target", "image").toAbsolutePath();
    private static final String SLOW = "Starting takes longer than it could";
    private static final String NOBODY = "65534";
    /** Makes a mount of the folder that nobody can write to, for this process alone, and starts the program there. */
    private static final String ON_A_READ_ONLY_MOUNT = """
            mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && ! touch "$1/written" 2>/dev/null \
            && exec setpriv --reuid=%1$s --regid=%1$s --clear-groups --bounding-set=-all "$1/bin/booking"
            """.formatted(NOBODY);

    private static Neighbourhood neighbourhood;

    @BeforeAll
    static void start() {
        neighbourhood = Neighbourhood.start();
    }

    @AfterAll
    static void stop() {
        neighbourhood.close();
    }

    @Test
    void another_user_starts_two_at_once_from_a_read_only_mount_with_spaces_in_its_path_and_foreign_customs(
            @TempDir Path temporary) throws Exception {
        Path copy = copy(temporary);
        var environment = environment();
        environment.putAll(Map.of("TZ", "Pacific/Chatham", "LC_ALL", "tr_TR.UTF-8", "LANG", "tr_TR.UTF-8"));
        try (var one = Program.start(command(copy), Path.of("/"), environment);
             var other = Program.start(command(copy), Path.of("/"), environment)) {
            visit(one, "B1");
            visit(other, "B2");
            assertThat(one.output()).contains("Z INFO").doesNotContain(SLOW, "\tat ");
            assertThat(other.output()).doesNotContain(SLOW, "\tat ");
        }
    }

    @Test
    void a_cache_that_does_not_match_is_told_in_one_line_and_does_no_harm() throws Exception {
        try (var program = Program.start(List.of("-XX:-UseCompactObjectHeaders"), environment())) {
            visit(program, "B3");
            assertThat(program.output().lines().filter(line -> line.contains(SLOW))).hasSize(1);
            assertThat(program.output()).doesNotContain("[aot", "[cds", "[error", "[warning");
        }
    }

    @Test
    void operators_have_the_last_word_about_the_virtual_machine() throws IOException {
        var own = "-XX:-UseSerialGC -XX:+UseParallelGC -XX:InitialHeapSize=24m -XX:+PrintFlagsFinal";
        for (String variable : List.of("BOOKING_OPTS", "JAVA_TOOL_OPTIONS")) {
            try (var program = Program.start(List.of(IMAGE.resolve("bin/booking").toString(), "--help"), Path.of("."),
                    Map.of(variable, own))) {
                assertThat(program.exitCode()).as(program.output()).isZero();
                assertThat(program.output()).as(variable).containsPattern("UseParallelGC += true")
                        .containsPattern("UseSerialGC += false").containsPattern("InitialHeapSize += 25165824");
            }
        }
    }

    @Test
    void it_can_be_asked_whether_one_is_alive() throws Exception {
        try (var program = Program.start(environment())) {
            String port = String.valueOf(program.port());
            try (var question = Program.start(Map.of("PORT", port), "health");
                 var least = Program.start(List.of("bin/java", "@lib/health.args"), IMAGE, Map.of("PORT", port))) {
                assertThat(question.exitCode()).as(question.output()).isZero();
                assertThat(least.exitCode()).as(least.output()).isZero();
            }
            program.kill();
            try (var question = Program.start(Map.of("PORT", port), "health")) {
                assertThat(question.exitCode()).isEqualTo(1);
                assertThat(question.output()).contains("No answer at port " + port);
            }
        }
    }

    private static void visit(Program program, String seat) throws Exception {
        try (var customer = new Customer(program.port())) {
            customer.visit("show456", seat);
        }
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<>(neighbourhood.environment());
        environment.putAll(Map.of("PORT", "0", "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text"));
        return environment;
    }

    /** As another user on a mount of its own, where this process may do that; else it says what is left out. */
    private static List<String> command(Path image) throws Exception {
        var isolated = List.of("/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c");
        var trial = new ArrayList<>(isolated);
        trial.addAll(List.of("mount --bind / /mnt", "sh"));
        try (var program = Program.start(trial, Path.of("/"), Map.of("PATH", System.getenv("PATH")))) {
            if (program.exitCode() == 0) {
                var command = new ArrayList<>(isolated);
                command.addAll(List.of(ON_A_READ_ONLY_MOUNT, "sh", image.toString()));
                return command;
            }
            System.out.println("ImageIT: started by the same user, from no mount of its own: " + program.output());
            return List.of(image.resolve("bin/booking").toString());
        }
    }

    /** As an archive is unpacked: with all times as they were. */
    private static Path copy(Path temporary) throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path folder = Files.createDirectory(temporary.resolve("program files"));
        try (Stream<Path> files = Files.walk(IMAGE)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(IMAGE.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return folder;
    }
}

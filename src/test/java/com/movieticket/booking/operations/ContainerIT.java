package com.movieticket.booking.operations;

import com.movieticket.booking.image.Customer;
import com.movieticket.booking.sandbox.Neighbourhood;
import com.movieticket.booking.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The container as deploy/Containerfile makes it, at the memory that app.yaml asks for, with nothing to write to. */
class ContainerIT {
    private static final String BASE = "localhost/booking-service-base:latest";
    private static final String IMAGE = "localhost/booking-service:test";
    private static final String NAME = "booking-service-test-" + ProcessHandle.current().pid();
    /** Where no Docker is, the machine has few of the things that podman likes to find. */
    private static final List<String> HERE = List.of("--runtime", "runc", "--ulimit", "nofile=1024:1024",
            "--ulimit", "nproc=4096:4096", "--network", "host");
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME", System.getProperty("user.home"));
    private static final int TERMINATED = 128 + 15;

    private final Tool podman = Tool.installed("podman", "the container isn't tried");

    @BeforeEach
    void build(@TempDir Path temporary) {
        leftOutUnless(podman("info").exitCode() == 0, "podman can't run here");
        if (podman("image", "exists", BASE).exitCode() != 0) {
            makeBase(temporary);
        }
        var arguments = new ArrayList<>(List.of("build", "--format", "docker"));
        arguments.addAll(HERE);
        arguments.addAll(List.of("--build-arg", "BASE=" + BASE, "--file", "deploy/Containerfile", "--tag", IMAGE, "."));
        succeeds(arguments);
    }

    @AfterEach
    void remove() {
        podman("rm", "--force", NAME);
    }

    @Test
    void it_sells_tickets_as_nobody_in_particular_on_a_read_only_disk_and_ends_in_good_order() throws Exception {
        int port = Ports.free();
        try (var neighbourhood = Neighbourhood.start()) {
            run(port, neighbourhood.environment());
            try (var customer = new Customer(port)) {
                Eventually.within(Duration.ofSeconds(60)).check(() -> assertThat(log()).contains("listening on port"));
                for (int i = 1; i <= 12; i++) {
                    customer.visit("show456", "C" + i);
                }
                customer.lookAround();
            }
            assertThat(log()).doesNotContain("Starting takes longer", "\tat ", "ERROR");
            assertThat(podman("exec", NAME, "/booking/bin/java", "@lib/health.args").exitCode()).as("health").isZero();
            assertThat(podman("exec", NAME, "/bin/sh", "-c", "true").exitCode()).as("a shell").isNotZero();
            assertThat(inspect("{{.Config.User}}")).isEqualTo("10001:10001");
            assertThat(inspect("{{.State.OOMKilled}}")).isEqualTo("false");

            succeeds(List.of("stop", "--time", "30", NAME));
            assertThat(inspect("{{.State.ExitCode}}")).isEqualTo(String.valueOf(TERMINATED));
            assertThat(log()).contains("Stopping", "Stopped");
        }
    }

    private void run(int port, Map<String, String> neighbours) {
        var arguments = new ArrayList<>(List.of("run", "--detach", "--name", NAME, "--read-only",
                "--tmpfs", "/tmp:mode=1777", "--memory", "128m", "--cap-drop", "all", "--no-healthcheck"));
        arguments.addAll(HERE);
        neighbours.forEach((name, value) -> arguments.addAll(List.of("--env", name + "=" + value)));
        Map.of("PORT", String.valueOf(port), "SERVER_HOST", "127.0.0.1", "LOG_FORMAT", "text")
                .forEach((name, value) -> arguments.addAll(List.of("--env", name + "=" + value)));
        arguments.add(IMAGE);
        succeeds(arguments);
    }

    /** Debian's essential packages; stays on the machine for the next time. */
    private void makeBase(Path temporary) {
        Tool mmdebstrap = Tool.installed("mmdebstrap", "there is nothing to build the container on");
        Path system = temporary.resolve("base.tar");
        var made = mmdebstrap.run(ENVIRONMENT, "--quiet", "--variant=essential", "bookworm", system.toString());
        leftOutUnless(made.exitCode() == 0, "no Debian to build the container on: " + made.output());
        succeeds(List.of("import", system.toString(), BASE));
    }

    private String log() {
        return podman("logs", NAME).output();
    }

    private String inspect(String what) {
        return podman("inspect", "--format", what, NAME).output().lines()
                .filter(line -> !line.startsWith("time=")).findFirst().orElseThrow();
    }

    private void succeeds(List<String> arguments) {
        Tool.Run run = podman(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as("podman " + arguments.getFirst() + ": " + run.output()).isZero();
    }

    private Tool.Run podman(String... arguments) {
        return podman.run(ENVIRONMENT, arguments);
    }

    private static void leftOutUnless(boolean possible, String reason) {
        if (!possible) {
            System.out.println("ContainerIT: " + reason);
            Assumptions.abort(reason);
        }
    }
}

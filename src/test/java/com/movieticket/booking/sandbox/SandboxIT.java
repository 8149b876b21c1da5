package com.movieticket.booking.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command itself, as a process of its own. */
@Timeout(60)
class SandboxIT {
    @Test
    void without_the_service_it_tells_how_to_connect_one_and_stops_when_told() throws Exception {
        var sandbox = start("off", Map.of());
        try (var output = sandbox.inputReader()) {
            assertThat(readTo(output, "Ctrl-C"))
                    .contains("export MONGODB_URI='mongodb://127.0.0.1:")
                    .contains("export RABBITMQ_URL='amqp://admin:admin123@127.0.0.1:")
                    .contains("export USER_SERVICE_URL='http://127.0.0.1:")
                    .contains("export PAYMENT_SERVICE_URL='http://127.0.0.1:")
                    .contains("export CINEMA_SERVICE_GRPC_URL='127.0.0.1:")
                    .doesNotContain("INFO")
                    .doesNotContain("WARN");

            sandbox.toHandle().destroy(); // unlike Process.destroy, leaves the output open

            assertThat(output.lines().toList()).last().isEqualTo("The sandbox has stopped.");
            assertThat(sandbox.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            sandbox.destroyForcibly();
        }
    }

    @Test
    void a_bad_port_is_told_in_one_line_with_exit_code_2() throws Exception {
        assertRefused(start("off", Map.of("SANDBOX_USER_PORT", "many")), "SANDBOX_USER_PORT=many");
        assertRefused(start("maybe", Map.of()), "sandbox.service=maybe");
    }

    private static void assertRefused(Process sandbox, String start) throws Exception {
        try (var output = sandbox.inputReader()) {
            assertThat(output.lines().toList()).singleElement().asString().startsWith(start);
            assertThat(sandbox.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sandbox.exitValue()).isEqualTo(2);
        } finally {
            sandbox.destroyForcibly();
        }
    }

    private static Process start(String service, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsandbox.service=" + service, "-classpath", System.getProperty("java.class.path"),
                Sandbox.class.getName()).redirectErrorStream(true);
        for (Neighbour neighbour : Neighbour.values()) {
            builder.environment().remove(neighbour.urlVariable());
            builder.environment().remove(neighbour.portVariable());
        }
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String readTo(BufferedReader output, String end) throws IOException {
        var lines = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.append(line).append('\n');
            if (line.contains(end)) {
                break;
            }
        }
        return lines.toString();
    }
}

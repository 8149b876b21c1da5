package com.movieticket.booking.testing;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A RabbitMQ of our own on this machine: its own ports, data and Erlang port mapper, on the loopback interface alone.
 * Can be killed and started again on the same data. Nothing of it is left when it is closed.
 */
public final class RabbitMqNode implements AutoCloseable {
    /** Of Debian's package. Those on the path would switch to a user of their own. */
    private static final Path SCRIPTS = Path.of("/usr/lib/rabbitmq/bin");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final int port = freePort();
    private final int distributionPort = freePort();
    private final int mapperPort = freePort();
    private Optional<Process> launcher = Optional.empty();

    private RabbitMqNode() {
        try {
            home = Files.createTempDirectory("rabbitmq-node-");
            Files.writeString(home.resolve("rabbitmq.conf"), """
                    default_user = admin
                    default_pass = admin123
                    vm_memory_high_watermark.absolute = 512MB
                    disk_free_limit.absolute = 1MB
                    """);
            Files.writeString(home.resolve("enabled_plugins"), "[].");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the calling tests, saying why, where RabbitMQ isn't installed. */
    public static void assumeInstalled() {
        if (!isInstalled()) {
            String reason = "RabbitMQ is not installed under " + SCRIPTS + ": publishing to a real one is not tested";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
    }

    public static boolean isInstalled() {
        return Files.isExecutable(SCRIPTS.resolve("rabbitmq-server"));
    }

    /** A node that accepts connections. */
    public static RabbitMqNode started() {
        var node = new RabbitMqNode();
        try {
            node.start();
        } catch (RuntimeException | AssertionError e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** With the path left empty, as the API document writes it. */
    public String uri() {
        return "amqp://admin:admin123@127.0.0.1:" + port + "/";
    }

    public int port() {
        return port;
    }

    /** Starts it, again on the data that it had, and waits until it accepts connections. */
    public void start() {
        launcher = Optional.of(run("rabbitmq-server"));
        Eventually.within(PATIENCE).check(() -> assertThat(accepts()).as("RabbitMQ accepts connections").isTrue());
    }

    /** As if the machine had lost its power. The launcher alone would leave the broker running. */
    public void kill() {
        launcher.ifPresent(running -> {
            List<ProcessHandle> all = Stream.concat(running.descendants(), Stream.of(running.toHandle())).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
        });
    }

    /** In good order. */
    public void stop() {
        launcher.ifPresent(Process::destroy);
        ended(launcher);
    }

    @Override
    public void close() {
        kill();
        Eventually.within(PATIENCE).check(() -> {
            mapper("-kill");
            assertThat(mapper("-names")).as("exit code of asking a port mapper that is gone").isNotZero();
        });
        delete();
    }

    /** The port mapper refuses to end while it believes that a node is alive. */
    private int mapper(String command) {
        Process process = start(new ProcessBuilder("epmd", "-port", String.valueOf(mapperPort), command));
        ended(Optional.of(process));
        return process.exitValue();
    }

    /** Runs a command of {@code rabbitmqctl} against this node. */
    public void control(String... arguments) {
        Process process = run("rabbitmqctl", arguments);
        ended(Optional.of(process));
        assertThat(process.exitValue()).as("rabbitmqctl " + String.join(" ", arguments)).isZero();
    }

    private Process run(String script, String... arguments) {
        var command = Stream.concat(Stream.of(SCRIPTS.resolve(script).toString()), Stream.of(arguments)).toList();
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment());
        return start(builder);
    }

    private Process start(ProcessBuilder builder) {
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("output.log").toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("RABBITMQ_NODENAME", "booking-test-" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
                Map.entry("RABBITMQ_DIST_PORT", String.valueOf(distributionPort)),
                Map.entry("ERL_EPMD_PORT", String.valueOf(mapperPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", home.resolve("pid").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none"));
    }

    private boolean accepts() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            assertThat(launcher.orElseThrow().isAlive()).as("RabbitMQ is running, see " + home).isTrue();
            return false;
        }
    }

    private static void ended(Optional<Process> process) {
        process.ifPresent(running -> running.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package com.movieticket.booking.sandbox;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands in for RabbitMQ: Apache Qpid Broker-J with AMQP 0-9-1 and messages in memory. */
public final class BrokerStandIn implements StandIn {
    private static final String CONFIGURATION = "broker.json";

    private final Path workDirectory;
    private final SystemLauncher launcher;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final int port;

    private BrokerStandIn(int port) throws Exception {
        var startup = new Startup();
        this.workDirectory = Files.createTempDirectory("broker-");
        this.launcher = new SystemLauncher(startup);
        var uncaught = Thread.getDefaultUncaughtExceptionHandler();
        try {
            launcher.startup(attributes(port));
            this.port = startup.boundPort();
        } catch (Exception problem) {
            close();
            throw problem;
        } finally {
            // Broker-J puts itself in charge of every thread's last words, and halts the process on hearing any.
            Thread.setDefaultUncaughtExceptionHandler(uncaught);
        }
    }

    /** Hears how starting goes: the launcher itself neither throws nor returns anything. */
    private static final class Startup extends DefaultSystemLauncherListener {
        private volatile Optional<SystemConfig<?>> system = Optional.empty();
        private volatile Optional<RuntimeException> problem = Optional.empty();

        @Override
        public void onContainerResolve(SystemConfig<?> resolved) {
            system = Optional.of(resolved);
        }

        @Override
        public void errorOnStartup(RuntimeException heard) {
            problem = Optional.of(heard);
        }

        private int boundPort() {
            if (problem.isPresent()) {
                throw problem.get();
            }
            return system.orElseThrow().getContainer().getChildren(Port.class).iterator().next().getBoundPort();
        }
    }

    /**
     * Starts with no exchange but the standard ones, and the user {@code admin}, password {@code admin123}.
     *
     * @param port 0 = any free one
     * @throws IllegalStateException when it can't start, for one because the port is taken
     */
    public static BrokerStandIn start(int port) {
        try {
            return new BrokerStandIn(port);
        } catch (Exception problem) {
            throw new IllegalStateException("the broker can't start", problem);
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** The empty path means the default virtual host, which here answers to any name. */
    @Override
    public String url() {
        return "amqp://admin:admin123@127.0.0.1:" + port + "/";
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            launcher.shutdown();
            deleteWorkDirectory();
        }
    }

    private Map<String, Object> attributes(int port) {
        URL configuration = Objects.requireNonNull(BrokerStandIn.class.getResource(CONFIGURATION), CONFIGURATION);
        return Map.of(
                SystemConfig.TYPE, "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION, configuration.toExternalForm(),
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false,
                SystemConfig.CONTEXT, Map.of(
                        SystemConfig.QPID_WORK_DIR, workDirectory.toString(),
                        Broker.BROKER_FAIL_STARTUP_WITH_ERRORED_CHILD, "true",
                        "sandbox.port", Integer.toString(port)));
    }

    private void deleteWorkDirectory() {
        try {
            Files.walkFileTree(workDirectory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}

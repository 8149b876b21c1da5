package com.movieticket.booking.crash;

import com.movieticket.booking.frontdoor.Program;
import com.movieticket.booking.testing.Eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/** Instances of the service, processes of their own, any of which can be killed and comes back. Thread-safe. */
final class Instances implements AutoCloseable {
    /** Starting often matters more here than running fast for long. */
    private static final List<String> OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Running(Program program, URI graphql) {
    }

    private final Map<String, String> environment;
    private final List<Running> running = new CopyOnWriteArrayList<>();
    private final Queue<Program> started = new ConcurrentLinkedQueue<>();
    private final ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor();
    private volatile int count;

    private Instances(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Starts a single one. */
    static Instances withOne(Map<String, String> environment) {
        var instances = new Instances(environment);
        try {
            instances.start(1);
        } catch (AssertionError e) {
            instances.close();
            throw e;
        }
        return instances;
    }

    /** Stops the first one in good order, and starts so many in its place. */
    void replaceByMany(int instances) {
        Running first = running.getFirst();
        running.remove(first);
        first.program().terminate();
        first.program().exitCode();
        start(instances);
    }

    private void start(int instances) {
        count = instances;
        for (int i = 0; i < instances; i++) {
            starting.execute(this::startOne);
        }
        awaitAll();
    }

    private void startOne() {
        Program program = Program.start(OPTIONS, environment);
        started.add(program);
        running.add(new Running(program, URI.create("http://127.0.0.1:" + program.port() + "/graphql")));
    }

    /** Waits until all of them are listening again. */
    void awaitAll() {
        Eventually.within(PATIENCE).check(() -> assertThat(running).as("instances that listen").hasSize(count));
    }

    /** The door of one that is open, by turns of chance; waits while none is. */
    URI door(RandomGenerator random) {
        return one(random).graphql();
    }

    private Running one(RandomGenerator random) {
        awaitOne();
        List<Running> open = List.copyOf(running);
        return open.isEmpty() ? one(random) : open.get(random.nextInt(open.size()));
    }

    private void awaitOne() {
        Eventually.within(PATIENCE).check(() -> assertThat(running).as("instances that listen").isNotEmpty());
    }

    /** SIGKILL for one of those that are working, which is then started again. */
    void killOne(RandomGenerator random) {
        Running victim = one(random);
        victim.program().kill();
        running.remove(victim);
        starting.execute(this::startOne);
    }

    /** SIGKILL for all: from now on nothing happens any more. */
    void killAll() {
        running.forEach(it -> it.program().kill());
    }

    /** Stack traces in what all of them have logged, the dead included: what nobody had thought of. */
    List<String> surprises() {
        return started.stream().flatMap(program -> program.output().lines())
                .filter(line -> line.startsWith("\tat ")).toList();
    }

    @Override
    public void close() {
        starting.shutdownNow();
        try {
            if (!starting.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("an instance is still starting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.forEach(Instances::close);
        }
    }

    private static void close(Program program) {
        try {
            program.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

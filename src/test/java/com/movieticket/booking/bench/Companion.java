package com.movieticket.booking.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours beside the service's, which does what it is told, line by line: a question on its standard input, an
 * answer on its standard output. It ends when its input does.
 */
final class Companion implements AutoCloseable {
    /** Marks answers, among whatever else a process may print. */
    private static final String ANSWER = "= ";

    private final Process process;
    private final PrintStream to;
    private final BufferedReader from;

    private Companion(Process process) {
        this.process = process;
        this.to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What a process does with a question. */
    interface Answering {
        String answer(String[] question) throws Exception;
    }

    /** Starts the class's {@code main} on the service's virtual machine, with our class path. */
    static Companion start(Class<?> main, List<String> options, String... arguments) throws IOException {
        return start(main, options, Map.of(), arguments);
    }

    /** The same, with something more in its environment. */
    static Companion start(Class<?> main, List<String> options, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(Launch.java(), main, options, environment, arguments);
    }

    /** The same, on another virtual machine. */
    static Companion start(Path java, Class<?> main, List<String> options, Map<String, String> environment,
                           String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--class-path", System.getProperty("java.class.path"),
                "-Djava.util.logging.config.file=src/test/resources/logging.properties", main.getName()));
        command.addAll(List.of(arguments));
        Path log = Bench.FOLDER.resolve(main.getSimpleName() + ".log");
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        return new Companion(builder.start());
    }

    /** To be called by the process itself: answers until nobody asks any more. */
    static void serve(Answering answering) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = in.readLine(); question != null; question = in.readLine()) {
            try {
                System.out.println(ANSWER + answering.answer(question.split(" ")));
            } catch (Exception | Error e) { // whoever has asked must not wait for an answer that never comes
                e.printStackTrace();
                System.exit(1);
            }
        }
        System.exit(0);
    }

    /** Asks, and waits for the answer. */
    String ask(String question) throws IOException {
        to.println(question);
        String last = "";
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
            last = line;
        }
        throw new IOException("the process has ended, asked to " + question + "; its last words: " + last + "; its log is in "
                + Bench.FOLDER);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        to.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package com.movieticket.booking.bench;

import com.movieticket.booking.operations.Ports;
import io.helidon.webserver.WebServer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Helidon server that does nothing, with a cache of its code, as a process of its own. */
final class BareServer {
    static final String REQUEST = "{}";
    static final String ANSWER = "hello";

    private static final String CLASS = BareServer.class.getName().replace('.', '/') + ".class";

    private static final Pattern NEEDED = Pattern.compile("helidon-(?!.*(yaml|observe|graphql|grpc|webclient|metrics-[^a]|health|cors"
            + "|http2|tracing|jsonp)).*");

    private BareServer() {
    }

    /** @param arguments the port */
    public static void main(String[] arguments) {
        WebServer.builder().host("127.0.0.1").port(Integer.parseInt(arguments[0])).featuresDiscoverServices(false)
                .routing(routing -> routing.post("/graphql", (_, response) -> response.send(ANSWER)))
                .build().start();
    }

    /** The command that starts it, but for the port, with the cache that a first run has left. */
    static List<String> trained() throws Exception {
        Path cache = Bench.FOLDER.resolve("bare-server.aot");
        String classPath = jar() + ":" + libraries();
        int port = Ports.free();
        Process training = start(command("-XX:AOTCacheOutput=" + cache, classPath), port);
        try {
            FirstAnswer.millis(port, () -> REQUEST, ANSWER, System.nanoTime());
        } finally {
            training.destroy(); // in good order: then it leaves the cache
            training.waitFor();
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("the bare server has left no cache of its code");
        }
        return command("-XX:AOTCache=" + cache, classPath);
    }

    static Process start(List<String> command, int port) throws IOException {
        var whole = new ArrayList<>(command);
        whole.add(String.valueOf(port));
        return new ProcessBuilder(whole).redirectErrorStream(true)
                .redirectOutput(Bench.FOLDER.resolve("BareServer.log").toFile()).start();
    }

    private static List<String> command(String option, String classPath) {
        var command = new ArrayList<String>();
        command.add(Launch.java().toString());
        command.addAll(Launch.FLAGS);
        command.addAll(List.of(option, "--class-path", classPath, BareServer.class.getName()));
        return command;
    }

    /** The cache knows jars alone, no folders. */
    private static Path jar() throws IOException {
        Path jar = Bench.FOLDER.resolve("bare-server.jar");
        try (OutputStream file = Files.newOutputStream(jar); var out = new JarOutputStream(file);
             var in = BareServer.class.getResourceAsStream("/" + CLASS)) {
            out.putNextEntry(new JarEntry(CLASS));
            in.transferTo(out);
            out.closeEntry();
        }
        return jar;
    }

    /** Of the service's libraries those that a web server needs. */
    private static String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
            return String.join(":", jars.filter(jar -> NEEDED.matcher(jar.getFileName().toString()).matches())
                    .map(Path::toString).sorted().toList());
        }
    }
}

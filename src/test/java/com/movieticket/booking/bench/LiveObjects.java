package com.movieticket.booking.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What is alive in the heap of another process, all else collected. */
final class LiveObjects {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private LiveObjects() {
    }

    /**
     * How many bytes.
     *
     * @param moment names the histogram that is left in {@code target/bench}, for those who want to know of what
     */
    static long bytes(long pid, String moment) throws IOException, InterruptedException {
        Path file = Bench.FOLDER.resolve("histogram-" + moment + ".txt");
        Files.createDirectories(Bench.FOLDER);
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid), "GC.class_histogram").redirectErrorStream(true)
                .redirectOutput(file.toFile()).start().waitFor();
        var total = TOTAL.matcher(Files.readString(file));
        if (!total.find()) {
            throw new IOException("the process doesn't tell what is in its heap: see " + file);
        }
        return Long.parseLong(total.group(1));
    }
}

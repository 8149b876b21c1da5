package com.movieticket.booking.bench;

import java.io.IOException;
import java.util.List;

/** Which of the machine's processors a process may use, so that what is measured doesn't compete with what measures it. */
final class Processors {
    private static final int ALL = Runtime.getRuntime().availableProcessors();

    private Processors() {
    }

    /** Of the process, with all its threads: none but the first processor. */
    static void first(long pid) throws IOException {
        keep(pid, "0");
    }

    /** Of the process, with all its threads: all but the first processor, where there are several. */
    static void others(long pid) throws IOException {
        keep(pid, ALL == 1 ? "0" : "1-" + (ALL - 1));
    }

    static void all(long pid) throws IOException {
        keep(pid, "0-" + (ALL - 1));
    }

    private static void keep(long pid, String processors) throws IOException {
        var command = List.of("taskset", "--all-tasks", "--cpu-list", "--pid", processors, String.valueOf(pid));
        try {
            Process taskset = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(taskset.getInputStream().readAllBytes());
            if (taskset.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

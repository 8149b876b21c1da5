package com.movieticket.booking.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What Linux says of a process: the time that it has used of all processors, and what it holds on to. */
final class Processor {
    private static final long TICK = 10_000; // microseconds, the same on every Linux
    private static final int USER = 11; // of the fields behind the name, see proc(5)
    private static final int SYSTEM = 12;

    private Processor() {
    }

    /** User and system time so far, in microseconds; counted in steps of ten milliseconds. */
    static long micros(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return TICK * (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]));
    }

    /** The same, once the process has nothing to do any more, or after ten seconds. */
    static long microsWhenQuiet(long pid) {
        long before = micros(pid);
        for (int i = 0; i < 40; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
            long now = micros(pid);
            if (now - before <= 3 * TICK) {
                return now;
            }
            before = now;
        }
        return before;
    }

    /** What the threads have used so far, in microseconds, by which ZGC collects: those that are still there. */
    static long microsOfCollector(long pid) {
        return microsOf(pid, name -> name.startsWith("Z")); // ZWorker#0, ZDriverMajor, …
    }

    /** What the threads have used so far, in microseconds, that compile Java's code: those that are still there. */
    static long microsOfCompilers(long pid) {
        return microsOf(pid, name -> name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler"));
    }

    private static long microsOf(long pid, Predicate<String> threads) {
        try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return all.mapToLong(thread -> microsOf(thread, threads)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long microsOf(Path thread, Predicate<String> threads) {
        try {
            return threads.test(Files.readString(thread.resolve("comm")))
                    ? Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]) / 1000 : 0;
        } catch (IOException e) {
            return 0; // it has ended meanwhile
        }
    }

    /** Memory that it occupies, in MB. */
    static double residentMegabytes(long pid) {
        return status(pid, "VmRSS:") / 1024.0;
    }

    /** Threads of the operating system that it has. */
    static long threads(long pid) {
        return status(pid, "Threads:");
    }

    /** Files that it has open, and so connections. */
    static long files(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long status(long pid, String field) {
        return read(pid, "status").lines().filter(line -> line.startsWith(field)).findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", ""))).orElseThrow();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package com.movieticket.booking.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A share of a processor that a process can't exceed, as containers are given it. What measures the process then has all of
 * the machine's other time, however busy the process is.
 */
final class ProcessorQuota implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    /** Microseconds; short, since who has used up his share waits for the next one. */
    private static final int PERIOD = 10_000;

    private final Path group;

    private ProcessorQuota(Path group) {
        this.group = group;
    }

    /**
     * From now on.
     *
     * @param share of one processor, 0.1 to 1
     * @throws IOException when control groups can't be made: it takes root, and the controller {@code cpu}
     */
    static ProcessorQuota of(long pid, double share) throws IOException {
        Path first = GROUPS.resolve("cpu");
        boolean v1 = Files.isDirectory(first);
        var quota = new ProcessorQuota(Files.createDirectory((v1 ? first : GROUPS).resolve("booking-bench-" + pid)));
        try {
            int micros = (int) (share * PERIOD);
            if (v1) {
                quota.set("cpu.cfs_period_us", String.valueOf(PERIOD));
                quota.set("cpu.cfs_quota_us", String.valueOf(micros));
            } else {
                quota.set("cpu.max", micros + " " + PERIOD);
            }
            quota.set("cgroup.procs", String.valueOf(pid));
            return quota;
        } catch (IOException e) {
            quota.close();
            throw e;
        }
    }

    private void set(String file, String value) throws IOException {
        Files.writeString(group.resolve(file), value);
    }

    /** The process has all of the machine again. */
    @Override
    public void close() {
        try {
            for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                Files.writeString(group.resolveSibling("cgroup.procs"), pid);
            }
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package com.movieticket.booking.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Writes to a connection, and waits no longer than it may for the other side to take it. */
final class TimedWriter implements DataWriter {
    private final DataWriter writer;
    private final Watchman watchman;
    private final long limit;
    private final Wait wait = new Wait();

    /** @param limit in nanoseconds, for one write */
    TimedWriter(DataWriter writer, Watchman watchman, long limit) {
        this.writer = writer;
        this.watchman = watchman;
        this.limit = limit;
    }

    boolean cutOffWhenOverdue(long now) {
        return wait.cutOffWhenOverdue(now);
    }

    @Override
    public void write(BufferData... buffers) {
        write(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        write(BufferData.create(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        write(buffer);
    }

    /**
     * HTTP/2's streams take turns, so one wait is enough for all of them. A buffer's own way of writing itself writes too
     * much when it has been read from before, so only what is left of it is handed on.
     */
    @Override
    public void write(BufferData buffer) {
        wait.begin(watchman.now() + limit);
        writer.writeNow(BufferData.create(buffer.readBytes()));
        wait.end();
    }
}

package com.movieticket.booking.crash;

import com.movieticket.booking.testing.FaultyWire.Interference;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tears the connection to MongoDB at a chosen write of a booking: before the write has arrived, or after it has taken
 * effect and before that is heard. Thread-safe.
 */
final class Tears implements Interference {
    private static final Set<String> WRITES = Set.of("insert", "update", "findAndModify");
    /** Of a message: its header, its flags, the kind of its first section, that section's length and first type. */
    private static final int COMMAND_NAME = 16 + 4 + 1 + 4 + 1;

    /** A tear, and the writes of its booking seen so far. */
    private record Tear(int write, Verdict kind, AtomicInteger seen) {
    }

    private final Map<String, Tear> tears = new ConcurrentHashMap<>();

    /**
     * Plans a tear.
     *
     * @param booking its id, which every write that concerns it names
     * @param write   1 for the first; 0 for none at all
     */
    void plan(String booking, int write, Verdict kind) {
        tears.put(booking, new Tear(write, kind, new AtomicInteger()));
    }

    /** How many writes of a booking have been sent. */
    int writes(String booking) {
        return tears.get(booking).seen().get();
    }

    /** How many of the planned tears have come; a story that another tear has led elsewhere may be spared its own. */
    long met() {
        return tears.values().stream().filter(tear -> tear.write() > 0 && tear.seen().get() >= tear.write()).count();
    }

    @Override
    public Verdict on(byte[] message) {
        var text = new String(message, StandardCharsets.ISO_8859_1);
        if (text.length() <= COMMAND_NAME || !WRITES.contains(text.substring(COMMAND_NAME, text.indexOf(0, COMMAND_NAME)))) {
            return Verdict.PASS;
        }
        return tears.entrySet().stream().filter(tear -> text.contains(tear.getKey())).findFirst()
                .map(Map.Entry::getValue)
                .filter(tear -> tear.seen().incrementAndGet() == tear.write())
                .map(Tear::kind).orElse(Verdict.PASS);
    }
}

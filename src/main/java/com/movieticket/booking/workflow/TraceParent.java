package com.movieticket.booking.workflow;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code traceparent} header of W3C Trace Context, version 00: what ties together all that is done, anywhere, for
 * one request.
 */
public final class TraceParent {
    private static final Pattern WELL_FORMED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    /** Of the flags only the first is known. Version ff is none. */
    private static final Pattern LATER =
            Pattern.compile("(?!00|ff)[0-9a-f]{2}(-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})(?:-.*)?");
    private static final int TRACE_ID = "00-".length();
    private static final HexFormat HEX = HexFormat.of();

    private TraceParent() {
    }

    /** A new trace, sampled. */
    public static String next(RandomGenerator random) {
        return "00-" + HEX.toHexDigits(random.nextLong()) + notZero(random) + "-" + notZero(random) + "-01";
    }

    /**
     * What a header says, in version 00. Of a later version only the parts count that 00 has as well, as W3C Trace
     * Context has it (section 3.2.4, "Versioning of traceparent"): so the trace isn't lost, and nothing is passed on that
     * we don't understand.
     *
     * @return empty when it isn't well formed, in whichever version
     */
    public static Optional<String> read(String header) {
        if (wellFormed(header)) {
            return Optional.of(header);
        }
        Matcher later = LATER.matcher(header);
        return later.matches() ? Optional.of("00" + later.group(1)).filter(TraceParent::wellFormed) : Optional.empty();
    }

    /**
     * Whether a header may be passed on as it is. One of a later version is not: it may carry what we don't understand.
     */
    public static boolean wellFormed(String header) {
        return WELL_FORMED.matcher(header).matches();
    }

    /** The id of the whole trace; empty where the header isn't well formed, so that no other text passes for one. */
    static Optional<String> traceId(String header) {
        return wellFormed(header) ? Optional.of(header.substring(TRACE_ID, TRACE_ID + 32)) : Optional.empty();
    }

    /** Ids of nothing but zeros are invalid. */
    private static String notZero(RandomGenerator random) {
        long id = random.nextLong();
        return HEX.toHexDigits(id == 0 ? 1 : id);
    }
}

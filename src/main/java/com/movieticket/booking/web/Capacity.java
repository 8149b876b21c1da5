package com.movieticket.booking.web;

import com.movieticket.booking.settings.Settings;
import com.sun.management.UnixOperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/**
 * How much this process bears at once: no more than is set, and no more than it has files and memory for. Who is one too many
 * is told so; a process that runs out of either would turn away everybody.
 *
 * @param connections  that are let in
 * @param kept         of these, once they have served; the others end with their first answer
 * @param requests     that may be under way, over all connections together
 * @param waitingBytes of requests that wait to be read
 */
public record Capacity(int connections, int kept, int requests, long waitingBytes) {
    private static final System.Logger LOG = System.getLogger(Capacity.class.getName());
    /** Files that are open besides connections: the store's, the neighbours', the program's own. */
    private static final int OTHER_FILES = 512;
    /** Bytes of heap for a connection: an idle one occupies 12,000, one with a request that waits to be read 15,000. */
    private static final long OF_A_CONNECTION = 15 * 1024;
    /** Bytes of one that has served a booking: its thread's stack stays as large as it was then. */
    private static final long OF_A_KEPT_ONE = 33 * 1024;
    /** Bytes that a booking which waits for a neighbour occupies beside its connection's: 27,000 were measured. */
    private static final long OF_A_REQUEST = 40 * 1024;
    private static final int LEAST = 16;

    /** Of the requests those that have no right of way: an eighth is left for payments, and for who is turned away. */
    public int ordinaryRequests() {
        return requests - requests / 8;
    }

    /** What of these settings is possible here. */
    public static Capacity of(Settings.Server settings) {
        return of(settings, Runtime.getRuntime().maxMemory(), files());
    }

    /** Two thirds of the heap may be connections, a quarter of these kept ones; a quarter requests, a 16th those that wait. */
    static Capacity of(Settings.Server settings, long heap, long files) {
        int byFiles = bounded((files - OTHER_FILES) * 10 / 11 - LEAST);
        int byHeap = bounded(heap * 2 / 3 / OF_A_CONNECTION);
        int requests = bounded(heap / 4 / OF_A_REQUEST);
        int connections = least("connections", settings.maxConnections(), "server.maxConnections",
                Math.min(byFiles, byHeap), byFiles < byHeap ? "may open " + files + " files" : memory(heap));
        return new Capacity(connections, Math.min(connections, bounded(heap / 6 / OF_A_KEPT_ONE)),
                least("requests at once", settings.maxRequests(), "server.maxRequests", requests, memory(heap)), heap / 16);
    }

    private static String memory(long heap) {
        return "has a heap of " + (heap >> 20) + " MB";
    }

    private static int least(String what, int wanted, String setting, int possible, String reason) {
        if (possible < wanted) {
            LOG.log(System.Logger.Level.INFO, "This process {0}, so {1} {2} are let in instead of {3} ({4})", reason,
                    Integer.toString(possible), what, Integer.toString(wanted), setting);
        }
        return Math.min(possible, wanted);
    }

    private static int bounded(long number) {
        return Math.clamp(number, LEAST, Integer.MAX_VALUE);
    }

    /** The server would give up for good when it can't open one more. */
    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount() : Integer.MAX_VALUE;
    }
}

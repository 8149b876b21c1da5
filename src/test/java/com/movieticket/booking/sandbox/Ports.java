package com.movieticket.booking.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stand-ins' ports: those that the environment fixes, and free ones for the rest. */
final class Ports {
    /** The cinema's view of its seats has a port of its own. */
    static final String CINEMA_HTTP = "SANDBOX_CINEMA_HTTP_PORT";

    private final Map<String, Integer> fixed;

    private Ports(Map<String, Integer> fixed) {
        this.fixed = fixed;
    }

    /**
     * Reads the variables and makes sure that all of their ports can be had at the same time.
     *
     * @throws UnusableSettingException when one is malformed, taken, forbidden, or asked for twice
     */
    static Ports read(Map<String, String> environment, List<String> variables) {
        var fixed = new LinkedHashMap<String, Integer>();
        for (String variable : variables) {
            String value = environment.getOrDefault(variable, "").strip();
            if (!value.isEmpty()) {
                fixed.put(variable, parse(variable, value));
            }
        }
        // Tried before anything starts: servers complain of a taken port in many ways, some only in their logs.
        probe(fixed);
        return new Ports(fixed);
    }

    /** The port that a variable fixes, or 0 = any free one. */
    int of(String variable) {
        return fixed.getOrDefault(variable, 0);
    }

    private static int parse(String variable, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // The same answer as for a number out of range.
        }
        throw new UnusableSettingException(variable + "=" + value + " is not a port: a number from 0 (any free one)"
                + " to 65535 is needed");
    }

    private static void probe(Map<String, Integer> fixed) {
        var open = new ArrayList<ServerSocket>();
        try {
            for (var entry : fixed.entrySet()) {
                open.add(listen(entry.getKey(), entry.getValue()));
            }
        } finally {
            open.forEach(Ports::close);
        }
    }

    private static ServerSocket listen(String variable, int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        } catch (IOException problem) {
            throw new UnusableSettingException(variable + "=" + port + " can not be used: " + problem.getMessage());
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing was ever accepted: there is nothing to lose.
        }
    }
}

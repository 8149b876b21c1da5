package com.movieticket.booking;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the service that runs here whether it is alive, for containers without a shell.
 *
 * <p>It knows nothing but sockets, since a virtual machine is started for it every few seconds.
 */
final class HealthQuestion {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final String REQUEST =
            "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    /** "HTTP/1.1 200": healthy; anything else says why not. */
    private static final int STATUS_LENGTH = 12;

    private HealthQuestion() {
    }

    /**
     * Asks, and says on standard error what is wrong.
     *
     * @return the exit code: 0 when the service at {@code PORT} answers that it is alive, otherwise 1
     */
    static int ask(Map<String, String> environment) {
        Optional<String> problem = problem(environment.getOrDefault("PORT", "8004"));
        problem.ifPresent(System.err::println);
        return problem.isEmpty() ? 0 : 1;
    }

    private static Optional<String> problem(String port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)),
                    PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.ISO_8859_1));
            String status = status(socket.getInputStream());
            return status.endsWith(" 200") ? Optional.empty() : Optional.of("The service answers " + status);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("No answer at port " + port + ": " + e.getMessage());
        }
    }

    private static String status(InputStream in) throws IOException {
        return new String(in.readNBytes(STATUS_LENGTH), StandardCharsets.ISO_8859_1);
    }
}

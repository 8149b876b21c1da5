package com.movieticket.booking.frontdoor;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * One thing that a hostile client sends, byte by byte, and what must come of it.
 *
 * @param name     which attack it is
 * @param expected the answer's status, and what its body must say; {@code closed} where no answer is possible
 * @param attack   what is sent
 */
record HostileRequest(String name, String expected, Attack attack) {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LONGEST_ANSWER = 4 << 20;

    /** Writes to a connection; that it breaks meanwhile is no failure. */
    interface Attack {
        void on(OutputStream out) throws IOException;
    }

    /** A row whose bytes are the characters of {@code text}, one for one. */
    static HostileRequest row(String name, String expected, String text) {
        return new HostileRequest(name, expected, out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Sends it to a service, and returns all that comes back until the connection ends, as characters one for one. */
    String answerAt(int port) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            Thread.ofVirtual().start(() -> send(socket)); // while the answer may already be coming
            return all(socket);
        }
    }

    private void send(Socket socket) {
        try {
            attack.on(socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException _) {
            // the service has had enough
        }
    }

    private static String all(Socket socket) throws IOException {
        var answer = new StringBuilder();
        byte[] bytes = new byte[8192];
        try {
            for (int count = 0; count >= 0 && answer.length() < LONGEST_ANSWER; count = socket.getInputStream().read(bytes)) {
                answer.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException _) {
            // reset, after what was said
        }
        return answer.toString();
    }

    /** In the table's words: the status, or that there was none. */
    static String outcome(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? answer.substring(9, 12) : answer.isEmpty() ? "closed" : "HTTP/2";
    }

    @Override
    public String toString() {
        return name;
    }
}

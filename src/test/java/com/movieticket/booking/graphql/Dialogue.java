package com.movieticket.booking.graphql;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection of HTTP/1.1 on which a test says, byte by byte, what it wants to, and hears whole answers. */
final class Dialogue implements AutoCloseable {
    /**
     * An answer.
     *
     * @param headers by name, in lower case
     */
    record Reply(int status, Map<String, String> headers, String body) {
    }

    private final Socket socket;
    private final InputStream in;

    Dialogue(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Each character is a byte; they go out in one piece. */
    void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Reply ask(String text) throws IOException {
        say(text);
        return hear();
    }

    /** So that the other side closes when it has said all. */
    void sayNoMore() throws IOException {
        socket.shutdownOutput();
    }

    /** Whatever is still said, until the connection ends. */
    List<Reply> all() throws IOException {
        var replies = new ArrayList<Reply>();
        try {
            while (true) {
                replies.add(hear());
            }
        } catch (EOFException | SocketException _) {
            return replies;
        }
    }

    /** @throws EOFException when the other side has closed instead */
    Reply hear() throws IOException {
        int status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 503".length()));
        var headers = new TreeMap<String, String>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Reply(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int one = in.read(); one != '\n'; one = in.read()) {
            if (one < 0) {
                throw new EOFException("the connection has been closed");
            }
            line.append((char) one);
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

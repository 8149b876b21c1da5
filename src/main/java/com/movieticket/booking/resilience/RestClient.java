package com.movieticket.booking.resilience;

import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.NotSent;
import com.movieticket.booking.resilience.RestReply.Unheard;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.tls.Tls;
import io.helidon.http.ClientResponseHeaders;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webclient.api.ClientUri;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * HTTP to one neighbour, with a limit on everything: the time of a whole call, the length of an answer, the number of
 * connections that are kept.
 *
 * <p>Requests are never repeated and redirects never followed: that is for those to decide who know what a second
 * request would do. Connections are kept here and not by the HTTP client, which can tell neither whether a failed
 * request was sent nor whether a connection is fit to be used again after one. Thread-safe.
 */
public final class RestClient implements AutoCloseable {
    /** No honest answer is longer, in bytes. */
    public static final int BODY_LIMIT = 64 * 1024;

    /** Common servers close a connection that is idle for five seconds: we let go first. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Http1Client http;
    private final Connector connector;
    private final Connections connections;
    private final Duration timeout;

    /**
     * @param url     {@code http} or {@code https}; a path goes before that of every request
     * @param timeout for a whole call, from looking up the host to the last byte of the answer; positive
     */
    public RestClient(URI url, Duration timeout) {
        this.timeout = timeout;
        this.http = client(url);
        this.connector = new Connector(http.prototype());
        this.connections = new Connections(PATIENCE, System::nanoTime);
    }

    private static Http1Client client(URI url) {
        return Http1Client.builder()
                .baseUri(ClientUri.create(url))
                .tls(tls(url))
                .followRedirects(false)
                .proxy(Proxy.noProxy())
                .servicesDiscoverServices(false)
                .shareConnectionCache(false)
                .writeBufferSize(0)
                .protocolConfig(protocol -> protocol.validateRequestHeaders(true))
                .addHeader(HeaderNames.ACCEPT, "application/json")
                .addHeader(HeaderNames.USER_AGENT, "booking-service")
                .build();
    }

    /** To read all the world's certificates for a plain connection would be an eighth of the service's start. */
    private static Tls tls(URI url) {
        return Tls.builder().enabled(url.getScheme().equalsIgnoreCase("https")).build();
    }

    /** Sends, once, and waits for the answer. Never throws; an interrupted caller stays interrupted. */
    public RestReply send(RestCall call) {
        return send(call, timeout);
    }

    /**
     * The same, for a caller who has less time.
     *
     * @param limit for the whole call; zero = nothing is sent; never more than the client's own time-out
     */
    public RestReply send(RestCall call, Duration limit) {
        if (limit.isZero()) {
            return new NotSent("there was no time left for the call", CallOutcome.ABANDONED);
        }
        long begin = System.nanoTime();
        Connection connection;
        try {
            connection = connection(limit);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new NotSent("interrupted", CallOutcome.ABANDONED);
        } catch (DeadlineExceededException late) {
            return new NotSent(late.getMessage(), CallOutcome.TIMEOUT);
        } catch (RuntimeException e) {
            return new NotSent(problem(e), CallOutcome.ERROR);
        }
        return exchange(call, connection, limit, limit.minusNanos(System.nanoTime() - begin));
    }

    /** Closes the connections; those in use follow when their calls end. */
    @Override
    public void close() {
        connections.close();
        http.closeResource();
    }

    /** One that waits, or a new one: looking up the host can't be ended from outside. */
    private Connection connection(Duration limit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        var waiting = connections.take();
        return waiting.isPresent() ? waiting.get()
                : Deadline.call(limit, connector::connect, Connection::closeResource);
    }

    /**
     * @param limit of the call
     * @param left  of that
     */
    private RestReply exchange(RestCall call, Connection connection, Duration limit, Duration left) {
        connection.begin();
        var cutOff = new CutOff(connection, left);
        boolean reusable = false;
        try (var response = submit(call, connection)) {
            if (response.headers().contains(HeaderNames.CONTENT_ENCODING)) {
                throw new EncodedAnswerException();
            }
            var answer = new Answered(response.status().code(), body(response));
            if (!cutOff.end()) { // what looks like the end of the answer may be our doing
                throw new DeadlineExceededException(limit);
            }
            reusable = framed(response) && !response.headers().contains(HeaderValues.CONNECTION_CLOSE)
                    && connection.reusable();
            return answer;
        } catch (RuntimeException e) {
            return unanswered(connection, e, limit, cutOff.end());
        } finally {
            if (reusable) {
                connections.giveBack(connection);
            } else {
                cutOff.end();
                connection.closeResource();
            }
        }
    }

    private Http1ClientResponse submit(RestCall call, Connection connection) {
        var request = http.method(call.method())
                .connection(connection)
                .skipUriEncoding(true) // it is encoded, and encoding it again would undo that
                .path(call.target());
        call.headers().forEach((name, value) -> request.header(HeaderNames.create(name), value));
        if (call.json().isEmpty()) {
            return request.request();
        }
        return request.header(HeaderValues.CONTENT_TYPE_JSON).submit(call.json().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(Http1ClientResponse response) {
        var body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = response.entity().inputStream()) {
            for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
                body.write(buffer, 0, read);
                if (body.size() > BODY_LIMIT) {
                    throw new AnswerTooLongException();
                }
            }
        } catch (DataReader.InsufficientDataAvailableException e) {
            if (framed(response)) {
                throw e;
            }
            // The end of the connection is the end of such a body.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    /** Whether the answer itself says where it ends. */
    private static boolean framed(Http1ClientResponse response) {
        ClientResponseHeaders headers = response.headers();
        return headers.contains(HeaderNames.CONTENT_LENGTH)
                || headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED)
                || response.status().code() == Status.NO_CONTENT_204.code();
    }

    private static RestReply unanswered(Connection connection, RuntimeException thrown, Duration limit, boolean inTime) {
        String problem = problem(thrown);
        CallOutcome outcome = CallOutcome.ERROR;
        if (Thread.currentThread().isInterrupted()) {
            problem = "interrupted";
            outcome = CallOutcome.ABANDONED;
        } else if (!inTime) {
            problem = new DeadlineExceededException(limit).getMessage();
            outcome = CallOutcome.TIMEOUT;
        }
        return connection.sending() ? new Unheard(problem, outcome) : new NotSent(problem, outcome);
    }

    /** The words of the network and of this package; others may quote what was sent or answered. */
    private static String problem(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return cause.toString();
            }
        }
        return switch (thrown) {
            case AnswerTooLongException tooLong -> tooLong.getMessage();
            case EncodedAnswerException encoded -> encoded.getMessage();
            case DataReader.InsufficientDataAvailableException _ -> "the connection was closed within the answer";
            default -> "failed with " + thrown.getClass().getSimpleName();
        };
    }
}

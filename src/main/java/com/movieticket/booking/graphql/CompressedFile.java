package com.movieticket.booking.graphql;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file that the build has compressed: sent as it is to browsers, inflated to the few who can't read that, and not at
 * all to those who have it. It is inflated once, when first asked for so, and sent piece by piece: as long as somebody
 * takes his time with it, he has no more than a piece of his own in our memory.
 *
 * <p>Browsers ask each time whether theirs is still the right one, so that no page ever runs with a file of another
 * version.
 *
 * <p>Thread-safe.
 */
final class CompressedFile {
    private static final Header GZIP = HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
    private static final Header ASK_EACH_TIME = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, no-cache");
    /** An entry of {@code Accept-Encoding} (RFC 9110, section 12.5.3): a weight of zero means no. */
    private static final Pattern ACCEPTED =
            Pattern.compile("(?:x-)?gzip(?:\\s*;\\s*q=(?:1(?:\\.0*)?|0\\.0*[1-9]\\d*))?", Pattern.CASE_INSENSITIVE);
    /** Of the hash, in bytes. */
    private static final int LENGTH_IN_TAG = 12;
    /** Bytes that are written at a time. */
    private static final int PIECE = 16 * 1024;

    private final byte[] gzip;
    /** The same content always has the same. */
    private final String hash;
    private final ReentrantLock inflating = new ReentrantLock();
    private byte @Nullable [] plain;

    private CompressedFile(byte[] gzip, String hash) {
        this.gzip = gzip;
        this.hash = hash;
    }

    /** Reads a resource that stands beside this class. */
    static CompressedFile resource(String name) {
        try (var in = Objects.requireNonNull(CompressedFile.class.getResourceAsStream(name), name)) {
            byte[] gzip = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(gzip);
            return new CompressedFile(gzip, HexFormat.of().formatHex(digest, 0, LENGTH_IN_TAG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** To a response that has its content type, and says that it varies by {@code Accept-Encoding}. */
    void send(ServerRequest request, ServerResponse response) {
        boolean compressed = takesGzip(request.headers());
        String tag = "\"" + hash + (compressed ? "-gzip\"" : "\""); // strong: each encoding has its own
        response.header(ASK_EACH_TIME).header(HeaderNames.ETAG, tag);
        if (has(request.headers(), tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
        } else if (compressed) {
            send(gzip, response.header(GZIP));
        } else {
            send(inflated(), response);
        }
    }

    private static boolean takesGzip(ServerRequestHeaders headers) {
        return entries(headers, HeaderNames.ACCEPT_ENCODING).anyMatch(ACCEPTED.asMatchPredicate());
    }

    /** Compared weakly, as RFC 9110 has it (section 13.1.2): proxies that compress weaken tags. */
    private static boolean has(ServerRequestHeaders headers, String tag) {
        return entries(headers, HeaderNames.IF_NONE_MATCH)
                .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    private static Stream<String> entries(ServerRequestHeaders headers, HeaderName name) {
        return headers.all(name, List::of).stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip);
    }

    private static void send(byte[] content, ServerResponse response) {
        response.contentLength(content.length);
        try (OutputStream out = response.outputStream()) {
            for (int from = 0; from < content.length; from += PIECE) {
                out.write(content, from, Math.min(PIECE, content.length - from));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] inflated() {
        inflating.lock();
        try {
            if (plain == null) {
                plain = new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
            }
            return plain;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inflating.unlock();
        }
    }
}

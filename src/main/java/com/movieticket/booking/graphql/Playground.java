package com.movieticket.booking.graphql;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * GraphiQL, served from our own jar: it works without any other server.
 *
 * <p>Files are kept in memory once asked for, compressed, as nearly all browsers take them: one megabyte in all.
 */
public final class Playground implements HttpService {
    private static final String PAGE = "index.html";
    private static final Map<String, Header> FILES = Map.of(
            "playground.js", Reply.type("text/javascript; charset=utf-8"),
            "graphiql.min.js", Reply.type("text/javascript; charset=utf-8"),
            "graphiql.min.css", Reply.type("text/css; charset=utf-8"),
            "react.production.min.js", Reply.type("text/javascript; charset=utf-8"),
            "react-dom.production.min.js", Reply.type("text/javascript; charset=utf-8"));

    private static final Header HTML = Reply.type("text/html; charset=utf-8");
    private static final Header REVALIDATE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
    private static final Header FOR_AN_HOUR =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "public, max-age=3600");
    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");
    private static final Header GZIP = HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
    private static final Header NO_SNIFFING = HeaderValues.createCached("X-Content-Type-Options", "nosniff");
    /** The editor sets styles from code, and has its fonts inside its style sheet. */
    private static final Header POLICY = HeaderValues.createCached("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; "
                    + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'");

    private record File(byte[] gzip, String tag) {
    }

    private final Map<String, File> files = new ConcurrentHashMap<>();

    @Override
    public void routing(HttpRules rules) {
        rules.get("/{file}", this::file).head("/{file}", this::file);
    }

    /** The page itself. */
    void page(ServerRequest request, ServerResponse response) {
        response.header(HTML).header(REVALIDATE).header(POLICY).header(NO_SNIFFING);
        Reply.send(request, response, resource(PAGE));
    }

    private void file(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("file");
        Header type = FILES.get(name);
        if (type == null) {
            throw new NotFoundException("no such file");
        }
        var file = files.computeIfAbsent(name, Playground::compressed);
        response.header(FOR_AN_HOUR).header(VARY).header(HeaderNames.ETAG, file.tag());
        if (request.headers().value(HeaderNames.IF_NONE_MATCH).filter(tags -> tags.contains(file.tag())).isPresent()) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(type).header(NO_SNIFFING);
        if (request.headers().value(HeaderNames.ACCEPT_ENCODING).filter(all -> all.contains("gzip")).isPresent()) {
            Reply.send(request, response.header(GZIP), file.gzip());
        } else {
            Reply.send(request, response, uncompressed(file));
        }
    }

    private static File compressed(String name) {
        byte[] content = resource(name);
        var sum = new CRC32C();
        sum.update(content);
        var gzip = new ByteArrayOutputStream(content.length / 3);
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Weak, because it is the same for both encodings.
        return new File(gzip.toByteArray(), "W/\"" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"");
    }

    private static byte[] uncompressed(File file) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(file.gzip()))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (var in = Objects.requireNonNull(Playground.class.getResourceAsStream("ui/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Settings;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * GraphiQL, served from our own jar: it works without any other server, and a browser lets it speak to none.
 *
 * <p>Files are kept in memory once asked for: one megabyte in all, and three more if somebody asks for them inflated.
 */
public final class Playground implements HttpService {
    private static final String PAGE = "index.html";
    private static final Header HTML = Reply.type("text/html; charset=utf-8");
    private static final Header CSS = Reply.type("text/css; charset=utf-8");
    private static final Header SCRIPT = Reply.type("text/javascript; charset=utf-8");
    private static final Map<String, Header> FILES = Map.of(
            "playground.css", CSS,
            "playground.js", SCRIPT,
            "graphiql.min.css", CSS,
            "graphiql.min.js", SCRIPT,
            "react.production.min.js", SCRIPT,
            "react-dom.production.min.js", SCRIPT);

    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");
    /** Its address is that of GraphQL as well. */
    private static final Header VARY_OF_PAGE = HeaderValues.createCached(HeaderNames.VARY, "Accept, Accept-Encoding");
    private static final Header NO_SNIFFING = HeaderValues.createCached("X-Content-Type-Options", "nosniff");
    /** GraphiQL adds one style from code, which keeps the page behind a dialog from scrolling. */
    private static final String STYLE_OF_DIALOGS = "'sha256-Y/huXlwoYkVyQlxwSVcCi1RCDGDCSVBzDt0hYP9qlTc='";
    /** GraphiQL's fonts are inside its style sheet. */
    private static final Header POLICY = HeaderValues.createCached("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self' " + STYLE_OF_DIALOGS + "; font-src data:; "
                    + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'");

    private final boolean enabled;
    private final Map<String, CompressedFile> files = new ConcurrentHashMap<>();

    /** @param documents where none but trusted ones are run, there is no playground */
    public Playground(Settings.Playground settings, Settings.Documents documents) {
        this.enabled = settings.enabled() && documents.mode() != Settings.Documents.Mode.TRUSTED;
    }

    @Override
    public void routing(HttpRules rules) {
        if (enabled) {
            FILES.forEach((name, type) -> {
                rules.get("/" + name, (request, response) -> send(name, type, request, response.header(VARY)));
                Methods.others(rules, "/" + name, Methods.READING);
            });
        }
    }

    /** Whether somebody wants to see the page, who else would be told that the query is missing. */
    boolean isFor(ServerRequest request) {
        return enabled && Stream.of("query", "documentId", "extensions").noneMatch(request.query()::contains)
                && request.headers().bestAccepted(MediaTypes.TEXT_HTML).isPresent();
    }

    /** The page itself. */
    void page(ServerRequest request, ServerResponse response) {
        send(PAGE, HTML, request, response.header(VARY_OF_PAGE).header(POLICY));
    }

    private void send(String name, Header type, ServerRequest request, ServerResponse response) {
        files.computeIfAbsent(name, known -> CompressedFile.resource("ui/" + known + ".gz"))
                .send(request, response.header(type).header(NO_SNIFFING));
    }
}

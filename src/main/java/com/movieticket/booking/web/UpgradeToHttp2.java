package com.movieticket.booking.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.http.http2.Http2Exception;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * Goes over from HTTP/1.1 to HTTP/2 where a client asks for it in the right way (RFC 7540, 3.2). A wrong way is no error:
 * HTTP/1.1 is spoken on.
 */
final class UpgradeToHttp2 implements Http1Upgrader {
    private static final HeaderName SETTINGS = HeaderNames.create("HTTP2-Settings");

    private final Http2Upgrader upgrader;

    UpgradeToHttp2(Http2Config config) {
        this.upgrader = Http2Upgrader.create(config);
    }

    @Override
    public String supportedProtocol() {
        return upgrader.supportedProtocol();
    }

    @Override
    public @Nullable ServerConnection upgrade(ConnectionContext context, HttpPrologue prologue,
                                              WritableHeaders<?> headers) {
        if (!headers.contains(SETTINGS) || headers.contains(HeaderNames.TRANSFER_ENCODING)
                || RequestHead.problem(headers, false, 0).isPresent()) {
            return null;
        }
        try {
            ServerConnection upgraded = upgrader.upgrade(context, prologue, headers);
            ((GuardedConnection) context).becomeHttp2();
            return upgraded;
        } catch (IllegalArgumentException | Http2Exception e) {
            return null;
        }
    }
}

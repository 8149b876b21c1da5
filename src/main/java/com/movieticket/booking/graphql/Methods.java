package com.movieticket.booking.graphql;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerResponse;

/**
 * The methods of a path that aren't worth a route of their own: OPTIONS is told which there are, all others that they are
 * none of them. HEAD comes as GET, whose body the web server leaves away, and browsers' preflights don't come here.
 */
final class Methods {
    static final String READING = "GET, HEAD, OPTIONS";
    static final String SPEAKING = "GET, HEAD, POST, OPTIONS";

    private Methods() {
    }

    /**
     * To be called after the routes of those that are allowed.
     *
     * @param allowed as in the header {@code Allow}
     */
    static void others(HttpRules rules, String path, String allowed) {
        var error = ClientError.of("Only " + allowed + " can be used here", ErrorCode.METHOD_NOT_ALLOWED);
        Handler options = (_, response) -> allow(response, allowed).status(Status.NO_CONTENT_204).send();
        Handler others = (_, response) ->
                Reply.send(allow(response, allowed), Status.METHOD_NOT_ALLOWED_405, Reply.JSON, ResponseBody.of(error));
        rules.options(path, options).any(path, others);
    }

    private static ServerResponse allow(ServerResponse response, String allowed) {
        return response.header(HeaderNames.ALLOW, allowed);
    }
}

package com.movieticket.booking.observe;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Stands before what can only be read: lets GET through, as which HEAD comes, and tells everybody else what there is. */
final class OnlyReading implements Handler {
    private static final String METHODS = "GET, HEAD, OPTIONS";

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Method method = request.prologue().method();
        if (method == Method.GET) {
            response.next();
            return;
        }
        response.header(HeaderNames.ALLOW, METHODS);
        if (method != Method.OPTIONS) {
            throw new HttpException("Here is only to be read", Status.METHOD_NOT_ALLOWED_405);
        }
        response.status(Status.NO_CONTENT_204).send();
    }
}

package com.movieticket.booking.graphql;

import io.helidon.http.Status;

/** Errors below GraphQL, in GraphQL's form. */
public final class ProtocolErrors {
    private ProtocolErrors() {
    }

    /** The body of an answer with this status, of the 400 or 500 range, with nothing but the status' own words. */
    public static byte[] body(Status status) {
        return ResponseBody.of(ClientError.of(status.reasonPhrase(), code(status)));
    }

    /** The body of an answer that turns a request away which may be sent again as it is. */
    public static byte[] retryable(String message) {
        return ResponseBody.of(ClientError.retryable(message));
    }

    private static ErrorCode code(Status status) {
        if (status.code() == Status.NOT_FOUND_404.code()) {
            return ErrorCode.NOT_FOUND;
        }
        if (status.code() == Status.METHOD_NOT_ALLOWED_405.code()) {
            return ErrorCode.METHOD_NOT_ALLOWED;
        }
        if (status.code() == Status.SERVICE_UNAVAILABLE_503.code()) {
            return ErrorCode.SERVICE_UNAVAILABLE;
        }
        return status.code() == Status.INTERNAL_SERVER_ERROR_500.code() ? ErrorCode.INTERNAL : ErrorCode.BAD_REQUEST;
    }
}

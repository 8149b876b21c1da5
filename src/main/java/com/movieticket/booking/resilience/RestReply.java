package com.movieticket.booking.resilience;

/** What comes of an HTTP request: not only what is answered, but whether anything was asked. */
public sealed interface RestReply {
    /**
     * An answer was heard to its end.
     *
     * @param status 100 to 599, never followed when it redirects
     * @param body   of any media type, perhaps empty, at most {@value RestClient#BODY_LIMIT} bytes; not to be changed
     */
    record Answered(int status, byte[] body) implements RestReply {
        /** Whether the status is one of success, 200 to 299. */
        public boolean successful() {
            return status >= 200 && status < 300;
        }

        /** The body may hold what no log should. */
        @Override
        public String toString() {
            return "Answered[" + status + "]";
        }
    }

    /**
     * Certainly not a byte was sent: refused connection, unknown host, time over before the connection was made.
     *
     * @param problem for the log; without secrets
     */
    record NotSent(String problem) implements RestReply {
    }

    /**
     * The request, or a part of it, may have arrived; a whole answer was not heard.
     *
     * @param problem for the log; without secrets
     */
    record Unheard(String problem) implements RestReply {
    }
}

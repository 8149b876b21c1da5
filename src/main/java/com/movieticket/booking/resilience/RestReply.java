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

    /** There is no answer. */
    sealed interface Unanswered extends RestReply {
        /** For the log; without secrets. */
        String problem();

        /** {@code TIMEOUT}, {@code ERROR}, {@code REJECTED} or {@code ABANDONED}. */
        CallOutcome outcome();
    }

    /** Certainly not a byte was sent: refused connection, unknown host, time over before the connection was made. */
    record NotSent(String problem, CallOutcome outcome) implements Unanswered {
    }

    /** The request, or a part of it, may have arrived; a whole answer was not heard. */
    record Unheard(String problem, CallOutcome outcome) implements Unanswered {
    }

    /** What replies say about the neighbour: all statuses below 500 are answers of somebody who is well. */
    Protocol<RestReply> PROTOCOL = new Protocol<>() {
        @Override
        public CallOutcome outcome(RestReply reply) {
            return switch (reply) {
                case Unanswered silence -> silence.outcome();
                case Answered answer when answer.successful() -> CallOutcome.OK;
                case Answered answer when answer.status() < 500 -> CallOutcome.REFUSED;
                case Answered _ -> CallOutcome.ERROR;
            };
        }

        @Override
        public String problem(RestReply reply) {
            return switch (reply) {
                case Unanswered silence -> silence.problem();
                case Answered answer -> "answered with status " + answer.status();
            };
        }

        @Override
        public RestReply rejected(String problem) {
            return new NotSent(problem, CallOutcome.REJECTED);
        }
    };
}

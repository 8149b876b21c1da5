package com.movieticket.booking.cinema;

import com.movieticket.booking.resilience.CallOutcome;
import com.movieticket.booking.resilience.Protocol;

import io.grpc.Status;

/**
 * What comes of a gRPC call.
 *
 * @param <A> the message that answers it
 */
sealed interface RpcReply<A> {
    /** The answer was heard. */
    record Heard<A>(A answer) implements RpcReply<A> {
    }

    /**
     * There is none.
     *
     * @param status as the cinema or gRPC says
     * @param outcome what that says about the cinema
     */
    record Failed<A>(Status status, CallOutcome outcome) implements RpcReply<A> {
        static <A> Failed<A> with(Status status) {
            return new Failed<>(status, Failures.outcome(status));
        }
    }

    /** What replies say about the cinema. */
    static <A> Protocol<RpcReply<A>> protocol() {
        return new Protocol<>() {
            @Override
            public CallOutcome outcome(RpcReply<A> reply) {
                return switch (reply) {
                    case Heard<A> _ -> CallOutcome.OK;
                    case Failed<A>(_, CallOutcome outcome) -> outcome;
                };
            }

            @Override
            public String problem(RpcReply<A> reply) {
                return switch (reply) {
                    case Heard<A> _ -> "none";
                    case Failed<A>(Status status, _) -> Failures.describe(status);
                };
            }

            @Override
            public RpcReply<A> rejected(String problem) {
                return new Failed<>(Status.UNAVAILABLE.withDescription(problem), CallOutcome.REJECTED);
            }
        };
    }
}

package com.movieticket.booking.cinema;

import com.movieticket.booking.resilience.CallOutcome;
import com.movieticket.booking.resilience.Reason;

import io.grpc.Status;

/** What a gRPC status says about the effect of a call. */
final class Failures {
    private static final String NO_SHOWTIME = "Showtime not found";

    private Failures() {
    }

    /** The existing cinema service says it with INTERNAL when seats are locked. */
    static boolean noSuchShowtime(Status status) {
        return status.getCode() == Status.Code.NOT_FOUND
                || status.getDescription() != null && status.getDescription().contains(NO_SHOWTIME);
    }

    /**
     * Whether the cinema has answered no. These three come from the service alone, never from gRPC or the network;
     * with any other status the call may have taken effect.
     */
    static boolean refused(Status status) {
        return switch (status.getCode()) {
            case NOT_FOUND, FAILED_PRECONDITION, INVALID_ARGUMENT -> true;
            default -> false;
        };
    }

    /** What it says about the cinema itself. */
    static CallOutcome outcome(Status status) {
        if (noSuchShowtime(status)) {
            return CallOutcome.REFUSED;
        }
        return switch (status.getCode()) {
            case OK -> CallOutcome.OK;
            case CANCELLED -> CallOutcome.ABANDONED; // by us: its callers were interrupted
            case DEADLINE_EXCEEDED -> CallOutcome.TIMEOUT;
            case UNAVAILABLE, RESOURCE_EXHAUSTED, INTERNAL, UNKNOWN, DATA_LOSS -> CallOutcome.ERROR;
            case NOT_FOUND, FAILED_PRECONDITION, INVALID_ARGUMENT, ALREADY_EXISTS, ABORTED, OUT_OF_RANGE,
                 PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED -> CallOutcome.REFUSED;
        };
    }

    /** For the log. */
    static String describe(Status status) {
        String description = status.getDescription() == null ? "" : status.getDescription();
        return status.getCode() + Reason.of(description).map(words -> ": " + words).orElse("");
    }
}

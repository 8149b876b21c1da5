package com.movieticket.booking.cinema;

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

    /** For the log. */
    static String describe(Status status) {
        String description = status.getDescription() == null ? "" : status.getDescription();
        return status.getCode() + Reason.of(description).map(words -> ": " + words).orElse("");
    }
}

package com.movieticket.booking.cinema;

import com.movieticket.booking.diagnosis.Examination;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Reaching;
import com.movieticket.booking.diagnosis.Step;
import com.movieticket.booking.settings.Settings;
import com.movieticket.cinema.grpc.CinemaServiceGrpc;
import com.movieticket.cinema.grpc.ShowtimeDetailsRequest;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import java.util.ArrayList;
import java.util.List;

/** Whether the cinema service can be asked: for a showtime that surely isn't there. No seat is touched. */
public final class CinemaServiceExamination implements Examination {
    private static final String SETTING = "CINEMA_SERVICE_GRPC_URL";

    private final Settings.Cinema settings;
    private final String nothing;
    private final ManagedChannel channel;

    /** @param nothing the id of no showtime */
    public CinemaServiceExamination(Settings.Cinema settings, String nothing) {
        this.settings = settings;
        this.nothing = nothing;
        this.channel = Channels.to(settings.url());
    }

    @Override
    public String subject() {
        return "Cinema service";
    }

    @Override
    public List<Step> steps() {
        var steps = new ArrayList<>(Reaching.to(settings.url(), SETTING).steps());
        steps.add(Step.needed("find a showtime", this::find));
        return steps;
    }

    private Finding find() {
        var request = ShowtimeDetailsRequest.newBuilder().setShowtimeId(nothing).build();
        try {
            var _ = CinemaServiceGrpc.newBlockingStub(channel).withDeadlineAfter(settings.timeout())
                    .getShowtimeDetails(request);
            return new Ill("knows a showtime that can't be there",
                    "see that " + SETTING + " leads to the cinema service");
        } catch (StatusRuntimeException e) {
            return Failures.noSuchShowtime(e.getStatus())
                    ? new Well("answers " + e.getStatus().getCode() + " for no showtime, as it should")
                    : new Ill(Failures.describe(e.getStatus()), advice(e.getStatus()));
        }
    }

    private static String advice(Status status) {
        return switch (status.getCode()) {
            case UNIMPLEMENTED -> "see that it is the cinema service of proto/cinema.proto";
            case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN ->
                    "see that it speaks gRPC at " + SETTING + " (https:// where it wants TLS), and what its log says";
            default -> "see what the cinema service's log says";
        };
    }

    /** Closes the connection. */
    @Override
    public void close() {
        channel.shutdownNow();
    }
}

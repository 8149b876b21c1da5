package com.movieticket.booking.users;

import com.movieticket.booking.diagnosis.Examination;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Reaching;
import com.movieticket.booking.diagnosis.Step;
import com.movieticket.booking.resilience.RestCall;
import com.movieticket.booking.resilience.RestClient;
import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.Unanswered;
import com.movieticket.booking.settings.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the user service can be asked: for a user who surely isn't there, so that nobody's data is told. */
public final class UserServiceExamination implements Examination {
    private static final String SETTING = "USER_SERVICE_URL";

    private final Settings.Users settings;
    private final String nobody;
    private final RestClient rest;

    /** @param nobody the id of no user */
    public UserServiceExamination(Settings.Users settings, String nobody) {
        this.settings = settings;
        this.nobody = nobody;
        this.rest = new RestClient(settings.url(), settings.timeout());
    }

    @Override
    public String subject() {
        return "User service";
    }

    @Override
    public List<Step> steps() {
        var steps = new ArrayList<>(Reaching.to(settings.url(), SETTING).steps());
        steps.add(Step.needed("find a user", this::find));
        return steps;
    }

    private Finding find() {
        Map<String, String> headers = settings.token().map(token -> Map.of("Authorization", "Bearer " + token))
                .orElse(Map.of());
        return switch (rest.send(RestCall.get(UserService.PATH + nobody, headers))) {
            case Answered(int status, _) when status == 404 || status == 400 ->
                    new Well("answers " + status + " for nobody, as it should");
            case Answered(int status, _) when status == 401 || status == 403 -> refused(status);
            case Answered(int status, _) -> new Ill("answers " + status + " for a user who can't be there",
                    "see that " + SETTING + " leads to the user service, and what its log says");
            case Unanswered silence -> new Ill(silence.problem(),
                    "see that it speaks HTTP at " + SETTING + " (https:// where it wants TLS), and what its log says");
        };
    }

    private Finding refused(int status) {
        return settings.token().isPresent()
                ? new Ill("our credentials are refused with " + status, "put a valid token into USER_SERVICE_TOKEN")
                : new Doubtful("answers " + status + " without a token: only callers who bring their own are served",
                        "put a token into USER_SERVICE_TOKEN, or see that the gateway passes the callers' tokens on");
    }

    /** Closes the connection. */
    @Override
    public void close() {
        rest.close();
    }
}

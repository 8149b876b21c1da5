package com.movieticket.booking.users;

import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.resilience.Fields;
import com.movieticket.booking.resilience.Guard;
import com.movieticket.booking.resilience.MalformedJsonException;
import com.movieticket.booking.resilience.Operation;
import com.movieticket.booking.resilience.PercentEncoding;
import com.movieticket.booking.resilience.RestCall;
import com.movieticket.booking.resilience.RestClient;
import com.movieticket.booking.resilience.RestReply;
import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.Unanswered;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.TimeLimit;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.booking.workflow.Users;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The user service over REST: {@code GET /api/v1/users/{user_id}}. Thread-safe. */
public final class UserService implements Users, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(UserService.class.getName());
    static final String PATH = "/api/v1/users/";
    private static final Operation FIND = Operation.repeatable("find");
    /** All that it is called for. */
    public static final List<Operation> OPERATIONS = List.of(FIND);

    private final Guard guard;
    private final RestClient rest;
    private final Optional<String> ownAuthorization;
    private final Duration timeout;

    /**
     * Connects with the first call.
     *
     * @param guard of the user service
     */
    public UserService(Settings.Users settings, Guard guard) {
        this.guard = guard;
        this.rest = new RestClient(settings.url(), settings.timeout());
        this.timeout = settings.timeout();
        this.ownAuthorization = settings.token().map(token -> "Bearer " + token);
    }

    @Override
    public Optional<User> find(UserId id, Caller caller) {
        var call = RestCall.get(PATH + PercentEncoding.encode(id.value()), headers(caller));
        RestReply reply = guard.call(FIND, TimeLimit.atMost(timeout), RestReply.PROTOCOL,
                limit -> rest.send(call, limit));
        return switch (reply) {
            case Answered answer -> user(id, answer);
            case Unanswered silence -> throw unavailable(silence.problem());
        };
    }

    /** Closes the connections. */
    @Override
    public void close() {
        rest.close();
    }

    /** The user service protects the route: with the caller's own token where there is one, else with ours. */
    private Map<String, String> headers(Caller caller) {
        var headers = new HashMap<>(Map.of("traceparent", caller.traceparent()));
        caller.authorization().or(() -> ownAuthorization)
                .ifPresent(authorization -> headers.put("Authorization", authorization));
        return headers;
    }

    private static Optional<User> user(UserId id, Answered answer) {
        return switch (answer.status()) {
            case 200 -> activeUser(id, answer.body());
            case 400, 404 -> Optional.empty();
            case 401, 403 -> {
                LOG.log(Level.ERROR, "The user service refused our credentials with status {0}", answer.status());
                throw unavailable("our credentials were refused with status " + answer.status());
            }
            default -> throw unavailable("answered with status " + answer.status());
        };
    }

    private static Optional<User> activeUser(UserId id, byte[] body) {
        try {
            var fields = Fields.ofObject(body);
            return fields.flag("is_active").orElse(true)
                    ? Optional.of(new User(id, fields.text("email")))
                    : Optional.empty();
        } catch (MalformedJsonException e) {
            throw unavailable("answered with JSON that can't be understood: " + e.getMessage());
        }
    }

    private static UnavailableException unavailable(String problem) {
        return new UnavailableException(Dependency.USER, problem);
    }
}

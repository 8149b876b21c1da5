package com.movieticket.booking.sandbox;

import com.movieticket.booking.sandbox.JsonServer.Answer;
import io.helidon.http.Status;
import io.helidon.json.JsonObject;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for the user service: {@code GET /api/v1/users/{id}}. */
public final class UserStandIn implements StandIn {
    /** What it can be asked. */
    public enum Call { FIND }

    /** A user as the user service tells. */
    public record User(String id, String email, String firstName, String lastName, String phoneNumber, boolean active,
                       Instant createdAt) {
        private JsonObject toJson() {
            return JsonObject.builder()
                    .set("id", id)
                    .set("email", email)
                    .set("first_name", firstName)
                    .set("last_name", lastName)
                    .set("phone_number", phoneNumber)
                    .set("is_active", active)
                    .set("created_at", createdAt.toString())
                    .build();
        }
    }

    private static final Instant LONG_AGO = Instant.parse("2024-01-15T09:30:00Z");

    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Conduct<Call, Status> conduct = new Conduct<>(Call.class);
    private final WebServer server;

    private UserStandIn(int port) {
        add(new User("user123", "ada@example.com", "Ada", "Lovelace", "+441234567890", true, LONG_AGO));
        add(new User("test_user_123", "grace@example.com", "Grace", "Hopper", "+12025550123", true, LONG_AGO));
        add(new User("507f1f77bcf86cd799439011", "alan@example.com", "Alan", "Turing", "+441234567891", true,
                LONG_AGO));
        add(new User("inactive_user", "gone@example.com", "Ina", "Gone", "+12025550199", false, LONG_AGO));
        this.server = JsonServer.start(port, routing -> routing.get("/api/v1/users/{id}",
                JsonServer.conducted(conduct, Call.FIND, this::find)));
    }

    /**
     * Starts with the users of the API document and {@code inactive_user}.
     *
     * @param port 0 = any free one
     */
    public static UserStandIn start(int port) {
        return new UserStandIn(port);
    }

    /** Adds a user, or replaces the one with that id. */
    public void add(User user) {
        users.put(user.id(), user);
    }

    /** To make it misbehave, and to see what it was asked. */
    public Conduct<Call, Status> conduct() {
        return conduct;
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private Answer find(ServerRequest request) {
        var user = users.get(JsonServer.pathParameter(request, "id"));
        return user == null ? Answer.problem(Status.NOT_FOUND_404, "User not found") : Answer.ok(user.toJson());
    }
}

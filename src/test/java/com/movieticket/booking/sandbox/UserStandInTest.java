package com.movieticket.booking.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.movieticket.booking.sandbox.UserStandIn.Call;
import com.movieticket.booking.testing.Eventually;
import io.helidon.http.Status;
import io.helidon.json.JsonParser;
import io.helidon.webclient.api.ClientResponseTyped;
import io.helidon.webclient.api.WebClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;

class UserStandInTest {
    private UserStandIn users;
    private WebClient client;

    @BeforeEach
    void start() {
        users = UserStandIn.start(0);
        client = WebClient.builder().baseUri(users.url()).build();
    }

    @AfterEach
    void stop() {
        client.closeResource();
        users.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user123", "test_user_123", "507f1f77bcf86cd799439011"})
    void the_users_of_the_api_document_are_there(String id) {
        var answer = get(id);

        var user = JsonParser.create(answer.entity()).readJsonObject();
        assertThat(answer.status()).isEqualTo(Status.OK_200);
        assertThat(user.keysAsStrings()).containsExactlyInAnyOrder("id", "email", "first_name", "last_name",
                "phone_number", "is_active", "created_at");
        assertThat(user.stringValue("id")).contains(id);
        assertThat(user.booleanValue("is_active")).contains(true);
    }

    @Test
    void one_user_is_inactive_and_others_do_not_exist() {
        assertThat(JsonParser.create(get("inactive_user").entity()).readJsonObject().booleanValue("is_active"))
                .contains(false);
        assertThat(get("nobody").status()).isEqualTo(Status.NOT_FOUND_404);
        assertThat(JsonParser.create(get("nobody").entity()).readJsonObject().stringValue("detail"))
                .contains("User not found");
    }

    @Test
    void an_id_may_hold_any_character() {
        users.add(new UserStandIn.User("a b:ü%", "a@example.com", "A", "B", "1", true, Instant.EPOCH));

        assertThat(get("a%20b%3A%C3%BC%25").status()).isEqualTo(Status.OK_200);
    }

    @Test
    void a_test_can_hold_calls_back_and_let_them_go() throws Exception {
        users.conduct().hold(Call.FIND);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() -> get("user123"));
            Eventually.within(Duration.ofSeconds(5)).check(() ->
                    assertThat(users.conduct().held(Call.FIND)).isEqualTo(1));
            assertThat(call.isDone()).isFalse();

            users.conduct().letGo(Call.FIND);

            assertThat(call.get().status()).isEqualTo(Status.OK_200);
        }
    }

    @Test
    void a_test_can_make_it_slow() {
        users.conduct().delay(Call.FIND, Duration.ofMillis(300));
        long start = System.nanoTime();

        assertThat(get("user123").status()).isEqualTo(Status.OK_200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    private ClientResponseTyped<String> get(String encodedId) {
        return client.get().uri(users.url() + "/api/v1/users/" + encodedId).skipUriEncoding(true).request(String.class);
    }
}

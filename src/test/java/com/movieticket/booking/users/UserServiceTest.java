package com.movieticket.booking.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.RestStub.Reply;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.booking.workflow.Users.User;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class UserServiceTest {
    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Caller ANN = new Caller(Optional.of("Bearer anns-token"), TRACE);
    private static final Caller NOBODY = new Caller(Optional.empty(), TRACE);
    private static final UserId ID = new UserId("user123");

    private final RestStub neighbour = new RestStub();
    private final UserService users = users(neighbour.url(), Optional.of("our-token"), ENOUGH);

    @AfterEach
    void stop() {
        users.close();
        neighbour.close();
    }

    @Test
    void an_active_user_is_found_with_the_mail_address() {
        neighbour.answer(200, """
                {"id": "user123", "email": "ann@example.org", "first_name": "Ann", "last_name": "Öz",
                 "phone_number": null, "is_active": true, "roles": ["user"], "created_at": "2024-01-01"}
                """);

        assertThat(users.find(ID, ANN)).contains(new User(ID, Optional.of("ann@example.org")));

        var request = neighbour.onlyRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/api/v1/users/user123");
        assertThat(request.header("traceparent")).contains(TRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"email\":null,\"is_active\":null}", "{\"email\":\" \"}", "{\"email\":[]}"})
    void a_user_of_whom_little_is_told_is_active_and_has_no_mail_address(String body) {
        neighbour.answer(200, body);
        assertThat(users.find(ID, ANN)).contains(new User(ID, Optional.empty()));
    }

    @Test
    void an_inactive_user_counts_as_none() {
        neighbour.answer(200, "{\"id\":\"user123\",\"is_active\":false}");
        assertThat(users.find(ID, ANN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void an_id_that_is_unknown_or_none_at_all_has_no_user(int status) {
        neighbour.answer(status, "<html>");
        assertThat(users.find(ID, ANN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refused_credentials_are_an_error_of_ours(int status) {
        neighbour.answer(status, "");
        try (var log = new CapturedLog(UserService.class.getName())) {
            assertUnavailable(users);

            assertThat(log.errors()).singleElement().asString()
                    .contains("credentials").contains(String.valueOf(status)).doesNotContain("token");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 307, 402, 405, 409, 418, 429, 500, 502, 503})
    void any_other_status_says_nothing_about_the_user(int status) {
        neighbour.answer(status, "");
        assertUnavailable(users);
        assertThat(neighbour.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"ann\"", "{\"email\":", "{\"is_active\":\"false\"}", "<html></html>"})
    void an_answer_that_cannot_be_understood_says_nothing_about_the_user(String body) {
        neighbour.answer(200, body);
        assertUnavailable(users);
    }

    @Test
    void the_callers_credentials_go_before_ours_and_none_are_made_up() {
        neighbour.answer(404, "");
        users.find(ID, ANN);
        users.find(ID, NOBODY);
        try (var withoutToken = users(neighbour.url(), Optional.empty(), ENOUGH)) {
            withoutToken.find(ID, NOBODY);
        }

        assertThat(neighbour.requests()).extracting(request -> request.header("authorization")).containsExactly(
                Optional.of("Bearer anns-token"), Optional.of("Bearer our-token"), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"a/b, a%2Fb", ".., %2E%2E", "../admin, ..%2Fadmin", "x?admin=1, x%3Fadmin%3D1", "Zoë, Zo%C3%AB",
        "a#b, a%23b", "a;b, a%3Bb", "a%2Fb, a%252Fb", "x y, x%20y"})
    void an_id_is_one_segment_of_the_path_whatever_it_is_made_of(String id, String segment) {
        neighbour.answer(404, "");
        users.find(new UserId(id), ANN);
        assertThat(neighbour.onlyRequest().target()).isEqualTo("/api/v1/users/" + segment);
    }

    @Test
    void a_slow_user_service_is_unavailable_in_time() throws Exception {
        try (var silent = new WireStub(conversation -> {
            conversation.request();
            conversation.awaitEnd();
        }); var hurried = users(silent.url(), Optional.empty(), Duration.ofMillis(200))) {
            assertUnavailable(hurried);
        }
    }

    @Test
    void a_user_service_that_breaks_off_is_unavailable() throws Exception {
        try (var broken = new WireStub(conversation -> {
            conversation.request();
            conversation.reset();
        }); var service = users(broken.url(), Optional.empty(), ENOUGH)) {
            assertUnavailable(service);
        }
    }

    @Test
    void a_user_service_that_is_not_there_is_unavailable() {
        neighbour.close();
        assertUnavailable(users);
    }

    @Test
    void fifty_callers_at_once_get_each_their_own_user() throws Exception {
        neighbour.answer(request -> new Reply(200, "{\"email\":\"%s@example.org\"}"
                .formatted(request.target().substring("/api/v1/users/".length()))));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = new ArrayList<Future<Optional<User>>>();
            for (int i = 0; i < 50; i++) {
                var id = new UserId("user" + i);
                found.add(callers.submit(() -> users.find(id, ANN)));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(found.get(i).get())
                        .contains(new User(new UserId("user" + i), Optional.of("user" + i + "@example.org")));
            }
        }
    }

    private static void assertUnavailable(UserService service) {
        assertThatThrownBy(() -> service.find(ID, ANN))
                .isInstanceOfSatisfying(UnavailableException.class,
                        e -> assertThat(e.dependency()).isEqualTo(Dependency.USER))
                .hasMessageNotContaining("token");
    }

    private static UserService users(URI url, Optional<String> token, Duration timeout) {
        return new UserService(new Settings.Users(url, token, timeout));
    }
}

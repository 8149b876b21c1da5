package com.movieticket.booking.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.booking.UserId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Guards;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.RestStub.Reply;
import com.movieticket.booking.testing.WireStub;
import com.movieticket.booking.workflow.Authority;
import com.movieticket.booking.workflow.Caller;
import com.movieticket.booking.workflow.Dependency;
import com.movieticket.booking.workflow.UnavailableException;
import com.movieticket.booking.workflow.Users.User;

import org.junit.jupiter.api.AfterAll;
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
    private static final Caller ANN = new Caller(Authority.ANY_USER, Optional.of("Bearer anns-token"), TRACE);
    private static final Caller NOBODY = new Caller(Authority.ANY_USER, Optional.empty(), TRACE);
    private static final UserId ID = new UserId("user123");

    private static final RestStub NEIGHBOUR = new RestStub();
    private static final UserService USERS = users(NEIGHBOUR.url(), Optional.of("our-token"), ENOUGH);

    @AfterEach
    void forget() {
        NEIGHBOUR.reset();
    }

    @AfterAll
    static void stop() {
        USERS.close();
        NEIGHBOUR.close();
    }

    @Test
    void an_active_user_is_found_with_the_mail_address() {
        NEIGHBOUR.answer(200, """
                {"id": "user123", "email": "ann@example.org", "first_name": "Ann", "last_name": "Öz",
                 "phone_number": null, "is_active": true, "roles": ["user"], "created_at": "2024-01-01"}
                """);

        assertThat(USERS.find(ID, ANN)).contains(new User(ID, Optional.of("ann@example.org")));

        var request = NEIGHBOUR.onlyRequest();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/api/v1/users/user123");
        assertThat(request.header("traceparent")).contains(TRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"email\":null,\"is_active\":null}", "{\"email\":\" \"}", "{\"email\":[]}"})
    void a_user_of_whom_little_is_told_is_active_and_has_no_mail_address(String body) {
        NEIGHBOUR.answer(200, body);
        assertThat(USERS.find(ID, ANN)).contains(new User(ID, Optional.empty()));
    }

    @Test
    void an_inactive_user_counts_as_none() {
        NEIGHBOUR.answer(200, "{\"id\":\"user123\",\"is_active\":false}");
        assertThat(USERS.find(ID, ANN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void an_id_that_is_unknown_or_none_at_all_has_no_user(int status) {
        NEIGHBOUR.answer(status, "<html>");
        assertThat(USERS.find(ID, ANN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refused_credentials_are_an_error_of_ours(int status) {
        NEIGHBOUR.answer(status, "");
        try (var log = new CapturedLog(UserService.class.getName())) {
            assertUnavailable(USERS);

            assertThat(log.errors()).singleElement().asString()
                    .contains("credentials").contains(String.valueOf(status)).doesNotContain("token");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 307, 402, 405, 409, 418, 429, 500, 502, 503})
    void any_other_status_says_nothing_about_the_user(int status) {
        NEIGHBOUR.answer(status, "");
        assertUnavailable(USERS);
        assertThat(NEIGHBOUR.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"ann\"", "{\"email\":", "{\"is_active\":\"false\"}", "<html></html>"})
    void an_answer_that_cannot_be_understood_says_nothing_about_the_user(String body) {
        NEIGHBOUR.answer(200, body);
        assertUnavailable(USERS);
    }

    @Test
    void the_callers_credentials_go_before_ours_and_none_are_made_up() {
        NEIGHBOUR.answer(404, "");
        USERS.find(ID, ANN);
        USERS.find(ID, NOBODY);
        try (var withoutToken = users(NEIGHBOUR.url(), Optional.empty(), ENOUGH)) {
            withoutToken.find(ID, NOBODY);
        }

        assertThat(NEIGHBOUR.requests()).extracting(request -> request.header("authorization")).containsExactly(
                Optional.of("Bearer anns-token"), Optional.of("Bearer our-token"), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"a/b, a%2Fb", ".., %2E%2E", "../admin, ..%2Fadmin", "x?admin=1, x%3Fadmin%3D1", "Zoë, Zo%C3%AB",
        "a#b, a%23b", "a;b, a%3Bb", "a%2Fb, a%252Fb", "x y, x%20y"})
    void an_id_is_one_segment_of_the_path_whatever_it_is_made_of(String id, String segment) {
        NEIGHBOUR.answer(404, "");
        USERS.find(new UserId(id), ANN);
        assertThat(NEIGHBOUR.onlyRequest().target()).isEqualTo("/api/v1/users/" + segment);
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
        try (var nowhere = users(RestStub.nobody(), Optional.empty(), ENOUGH)) {
            assertUnavailable(nowhere);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void a_question_that_failed_is_asked_again(int status) {
        NEIGHBOUR.answer(_ -> NEIGHBOUR.requests().size() == 1 ? new Reply(status, "") : new Reply(200, "{}"));
        try (var patient = new UserService(new Settings.Users(NEIGHBOUR.url(), Optional.empty(), ENOUGH),
                Guards.retrying())) {
            assertThat(patient.find(ID, ANN)).isPresent();
        }
    }

    @Test
    void while_the_circuit_is_open_nobody_is_asked() {
        NEIGHBOUR.answer(500, "");
        try (var given = new UserService(new Settings.Users(NEIGHBOUR.url(), Optional.empty(), ENOUGH),
                Guards.touchy(Duration.ofMinutes(1)))) {
            assertUnavailable(given);
            assertUnavailable(given);
        }
        assertThat(NEIGHBOUR.requests()).hasSize(1);
    }

    @Test
    void fifty_callers_at_once_get_each_their_own_user() throws Exception {
        NEIGHBOUR.answer(request -> new Reply(200, "{\"email\":\"%s@example.org\"}"
                .formatted(request.target().substring("/api/v1/users/".length()))));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = new ArrayList<Future<Optional<User>>>();
            for (int i = 0; i < 50; i++) {
                var id = new UserId("user" + i);
                found.add(callers.submit(() -> USERS.find(id, ANN)));
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
        return new UserService(new Settings.Users(url, token, timeout), Guards.idle());
    }
}

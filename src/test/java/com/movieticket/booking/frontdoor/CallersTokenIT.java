package com.movieticket.booking.frontdoor;

import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.Tokens;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A caller's token travels on to the user service when it is good, and no further than the door when it isn't. */
class CallersTokenIT {
    private static final String CREATION = House.creation("user123", "show456", List.of("A1"));

    @Test
    void the_user_service_is_asked_with_the_callers_own_token_and_only_once_it_is_believed() {
        var tokens = new Tokens(Instant.now());
        try (var users = new RestStub();
             var house = House.open(Map.of("JWT_SECRET", Tokens.SECRET, "USER_SERVICE_TOKEN", "our-own",
                     "USER_SERVICE_URL", users.url().toString()))) {
            users.answer(200, "{\"id\":\"user123\",\"email\":\"user123@example.org\",\"is_active\":true}");

            for (String worthless : List.of(tokens.of("mallory"), tokens.of("user123").replaceAll(".$", ""))) {
                assertThat(Answer.of(house.asking(CREATION, "Authorization", "Bearer " + worthless).join()).has("errors"))
                        .isTrue();
            }
            assertThat(callsIn(users)).isEmpty();

            String good = "Bearer " + tokens.of("user123");
            assertThat(Answer.of(house.asking(CREATION, "Authorization", good).join())
                    .flag("data.create_booking.success")).isTrue();
            assertThat(callsIn(users)).singleElement()
                    .satisfies(call -> assertThat(call.header("authorization")).contains(good));
        }
    }

    /** Without those that look whether it is there. */
    private static List<RestStub.Request> callsIn(RestStub users) {
        return users.requests().stream().filter(request -> request.target().startsWith("/api/v1/users/")).toList();
    }
}

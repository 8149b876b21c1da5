package com.movieticket.booking.frontdoor;

import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A service whose playground is turned off has nothing for browsers, and everything for clients. */
class WithoutPlaygroundIT {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Test
    void browsers_are_told_what_to_do_and_clients_miss_nothing() throws Exception {
        try (var house = House.open(Map.of("PLAYGROUND_ENABLED", "false")); var client = HttpClient.newHttpClient()) {
            var page = get(client, house, "/graphql", BROWSER);
            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
            assertThat(page.body()).contains("query").doesNotContain("<");

            var file = get(client, house, "/graphql/ui/graphiql.min.js", "*/*");
            assertThat(file.statusCode()).isEqualTo(404);
            assertThat(file.body()).contains("\"/graphql\"");

            assertThat(get(client, house, "/graphql?query=%7B__typename%7D", BROWSER).body())
                    .isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
            assertThat(house.ask("{ __typename }").text("data.__typename")).isEqualTo("Query");
        }
    }

    private static HttpResponse<String> get(HttpClient client, House house, String path, String accept) throws Exception {
        return client.send(HttpRequest.newBuilder(house.url(path)).header("Accept", accept).build(),
                BodyHandlers.ofString());
    }
}

package com.movieticket.booking.frontdoor;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The audits of GraphQL over HTTP, as those who specified it have written them: what one must, should and may do. */
class GraphQlAuditsIT {
    /** So many does this version have; fewer would mean that some were not run. */
    private static final int ALL = 61;

    @Test
    void every_audit_of_graphql_over_http_is_passed() {
        var node = Node.assumeInstalled();
        try (var house = House.open()) {
            List<String> results = node.run("audits.mjs", house.url("/graphql").toString()).lines().toList();

            results.forEach(System.out::println);
            assertThat(results).hasSize(ALL).allMatch(result -> result.matches("ok +(MUST|SHOULD|MAY) .*"));
        }
    }
}

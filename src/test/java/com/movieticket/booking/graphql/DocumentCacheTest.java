package com.movieticket.booking.graphql;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents are parsed once, as long as there is room for them. */
class DocumentCacheTest {
    private final DocumentCache cache = new DocumentCache(3, 10_000);
    private final List<String> parsed = new ArrayList<>();

    @Test
    void a_document_is_parsed_once() {
        ask("a", "a", "b", "a");

        assertThat(parsed).containsExactly("a", "b");
    }

    @Test
    void what_was_not_asked_for_the_longest_goes_first() {
        ask("a", "b", "c", "a", "d", "a", "b");

        assertThat(parsed).containsExactly("a", "b", "c", "d", "b");
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    void long_documents_push_out_more_than_one() {
        String long1 = "1".repeat(6_000);
        String long2 = "2".repeat(6_000);

        ask("a", long1, long2, "a", long1);

        assertThat(parsed).containsExactly("a", long1, long2, "a", long1);
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void very_long_documents_are_not_kept() {
        String veryLong = "x".repeat(DocumentCache.LONGEST + 1);

        ask(veryLong, veryLong);

        assertThat(parsed).hasSize(2);
        assertThat(cache.size()).isZero();
    }

    @Test
    void invalid_documents_are_not_kept() {
        var wrong = new PreparsedDocumentEntry(ClientError.of("wrong", ErrorCode.GRAPHQL_VALIDATION_FAILED));

        cache.get(ExecutionInput.newExecutionInput("a").build(), _ -> wrong);

        assertThat(cache.size()).isZero();
    }

    private void ask(String... documents) {
        for (String document : documents) {
            cache.get(ExecutionInput.newExecutionInput(document).build(), input -> {
                parsed.add(input.getQuery());
                return new PreparsedDocumentEntry(Document.newDocument().build());
            });
        }
    }
}

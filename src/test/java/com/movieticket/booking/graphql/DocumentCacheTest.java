package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.GraphQlExecution.Stage;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Documents are parsed once, as long as there is room for them. */
class DocumentCacheTest {
    private final List<String> parsed = new ArrayList<>();
    private final DocumentCache cache = new DocumentCache(3, 10_000, text -> {
        parsed.add(text);
        if (text.startsWith("wrong")) {
            throw new Refused(Stage.REFUSED, text, ErrorCode.GRAPHQL_VALIDATION_FAILED);
        }
        return new ReadyDocument(text, new PreparsedDocumentEntry(Document.newDocument().build()), Set.of(), List.of(),
                false);
    });

    @Test
    void a_document_is_parsed_once() throws Refused {
        ask("a", "a", "b", "a");

        assertThat(parsed).containsExactly("a", "b");
    }

    @Test
    void what_was_not_asked_for_the_longest_goes_first() throws Refused {
        ask("a", "b", "c", "a", "d", "a", "b");

        assertThat(parsed).containsExactly("a", "b", "c", "d", "b");
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    void long_documents_push_out_more_than_one() throws Refused {
        String long1 = "1".repeat(6_000);
        String long2 = "2".repeat(6_000);

        ask("a", long1, long2, "a", long1);

        assertThat(parsed).containsExactly("a", long1, long2, "a", long1);
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void very_long_documents_are_not_kept() throws Refused {
        String veryLong = "x".repeat(DocumentCache.LONGEST + 1);

        ask(veryLong, veryLong);

        assertThat(parsed).hasSize(2);
        assertThat(cache.size()).isZero();
    }

    @Test
    void invalid_documents_are_not_kept() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(Refused.class).isThrownBy(() -> ask("wrong"));
        }

        assertThat(parsed).hasSize(2);
        assertThat(cache.size()).isZero();
    }

    private void ask(String... documents) throws Refused {
        for (String document : documents) {
            assertThat(cache.get(document).text()).isEqualTo(document);
        }
    }
}

package com.movieticket.booking.sandbox;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** An index knows whether it can spare a search the sorting, and so the reading of more than is asked for. */
class SortedIndexTest {
    private static final Document ANYTHING = new Document();
    private static final Document OF_A_USER = new Document("user", "ada");

    private final SortedIndex index = new SortedIndex(definition(
            new IndexKey("user", true), new IndexKey("at", false), new IndexKey("_id", false)));

    @Test
    void the_keys_own_order_needs_no_sorting() {
        assertThat(ordered(ANYTHING, new Document("user", 1))).isTrue();
        assertThat(ordered(ANYTHING, new Document("user", 1).append("at", -1))).isTrue();
    }

    @Test
    void what_the_filter_fixes_counts_no_more() {
        assertThat(ordered(OF_A_USER, new Document("at", -1).append("_id", -1))).isTrue();
        assertThat(ordered(ANYTHING, new Document("at", -1))).isFalse();
    }

    @Test
    void any_other_order_must_be_made() {
        assertThat(ordered(OF_A_USER, new Document("at", 1))).isFalse();
        assertThat(ordered(OF_A_USER, new Document("_id", -1))).isFalse();
        assertThat(ordered(OF_A_USER, new Document("at", -1).append("_id", -1).append("more", 1))).isFalse();
    }

    private boolean ordered(Document filter, Document sorting) {
        return index.ordered(new Conditions(filter), sorting);
    }

    private static Index<Integer> definition(IndexKey... keys) {
        return new MemoryUniqueIndex("user_bookings", List.of(keys), false);
    }
}

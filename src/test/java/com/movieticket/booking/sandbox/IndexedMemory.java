package com.movieticket.booking.sandbox;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Documents in memory, found through indexes. The library would scan the whole collection for each compare-and-set and
 * every sweep, and so become slower with every booking, as no real database does.
 */
public class IndexedMemory extends MemoryBackend {
    @Override
    public MemoryDatabase openOrCreateDatabase(String name) {
        return new Database(name, getCursorRegistry());
    }

    private static final class Database extends MemoryDatabase {
        private Database(String name, CursorRegistry cursors) {
            super(name, cursors);
        }

        @Override
        protected MemoryCollection openOrCreateCollection(String name, CollectionOptions options) {
            return new Documents(this, name, options, cursorRegistry);
        }
    }

    private static final class Documents extends MemoryCollection {
        private Documents(MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
            super(database, name, options, cursors);
        }

        /** The library knows what indexes it is told of, and fills none but unique ones. */
        @Override
        public void addIndex(Index<Integer> index) {
            super.addIndex(index instanceof EmptyIndex<Integer> ? new SortedIndex(index) : index);
        }

        /** Whatever an index finds is still held against the filter: all of it, but for an id that it was found by. */
        @Override
        protected QueryResult queryDocuments(Document filter, Document order, int skip, int limit, int batch,
                                             Document fields) {
            var conditions = new Conditions(filter);
            Optional<Collection<Integer>> byId = byId(conditions);
            if (byId.isPresent()) {
                return matchDocuments(withoutId(filter), byId.get(), order, skip, limit, batch, fields);
            }
            for (Index<Integer> index : getIndexes()) {
                if (index instanceof SortedIndex sorted && sorted.ranges(conditions).isPresent()) {
                    List<Collection<Integer>> ranges = sorted.ranges(conditions).get();
                    boolean ordered = order == null || sorted.ordered(conditions, order);
                    return ordered && ranges.size() == 1
                            ? matchDocuments(filter, ranges.getFirst(), null, skip, limit, batch, fields)
                            : matchDocuments(filter, first(ranges, filter, ordered && limit > 0 ? skip + limit
                                    : Integer.MAX_VALUE), order, skip, limit, batch, fields);
                }
            }
            return super.queryDocuments(filter, order, skip, limit, batch, fields);
        }

        private Optional<Collection<Integer>> byId(Conditions conditions) {
            return conditions.fixed("_id").map(ids -> ids.stream().map(id -> new Document("_id", id))
                    .flatMap(alone -> getIndexes().stream().filter(index -> index.canHandle(alone))
                            .findFirst().stream().flatMap(index -> Stream.of(index.getPositions(alone))))
                    .flatMap(positions -> StreamSupport.stream(positions.spliterator(), false))
                    .toList());
        }

        /** Comparing each of many documents with each of as many ids is what no real database does. */
        private static Document withoutId(Document filter) {
            var rest = new Document();
            filter.forEach((field, condition) -> {
                if (condition instanceof Collection<?> all && field.equals("$and")) {
                    rest.put(field, all.stream().map(part -> withoutId((Document) part)).toList());
                } else if (!field.equals("_id") || new Conditions(new Document(field, condition)).fixed(field).isEmpty()) {
                    rest.put(field, condition);
                }
            });
            return rest;
        }

        /** Of each range no more than can be among the first of all. */
        private List<Integer> first(List<Collection<Integer>> ranges, Document filter, int most) {
            return ranges.stream().flatMap(range -> range.stream()
                    .filter(position -> documentMatchesQuery(getDocument(position), filter)).limit(most)).toList();
        }
    }
}

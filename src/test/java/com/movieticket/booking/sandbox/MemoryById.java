package com.movieticket.booking.sandbox;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Documents in memory, found through the index on {@code _id} even by a filter that asks for more. The library would scan
 * the whole collection for each compare-and-set, and so become slower with every booking, as no real database does.
 */
public final class MemoryById extends MemoryBackend {
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

        @Override
        protected QueryResult queryDocuments(Document filter, Document order, int skip, int limit, int batch,
                                             Document fields) {
            Optional<Document> byId = id(filter).map(id -> new Document("_id", id));
            Optional<Index<Integer>> index = byId.flatMap(alone ->
                    getIndexes().stream().filter(it -> it.canHandle(alone)).findFirst());
            if (index.isEmpty()) {
                return super.queryDocuments(filter, order, skip, limit, batch, fields);
            }
            // Whatever the index finds is still held against the whole filter.
            return matchDocuments(filter, index.get().getPositions(byId.get()), order, skip, limit, batch, fields);
        }

        /** What {@code _id} must be equal to, at the top of the filter or in a conjunction. */
        private static Optional<Object> id(Document filter) {
            return filter.entrySet().stream().flatMap(Documents::ids).findFirst();
        }

        private static Stream<Object> ids(Map.Entry<String, Object> condition) {
            return switch (condition.getKey()) {
                case "_id" -> condition.getValue() instanceof String id ? Stream.of(id) : Stream.empty();
                case "$and" -> condition.getValue() instanceof Collection<?> all
                        ? all.stream().flatMap(one -> one instanceof Document part ? id(part).stream() : Stream.empty())
                        : Stream.empty();
                default -> Stream.empty();
            };
        }
    }
}

package com.movieticket.booking.graphql;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Documents that were parsed and found valid, so that clients who send the same ones again and again, as nearly all do,
 * pay for that once.
 *
 * <p>The least recently used go first. Invalid documents are not kept: nobody sends those often who means well. Memory is
 * bounded by the characters kept, since a parsed document takes up to a hundred bytes for each of its own. Thread-safe;
 * the lock is held for map operations only, and two threads that meet the same new document may both parse it.
 */
final class DocumentCache {
    /** Characters of one document; the playground's introspection has some 1,800. */
    static final int LONGEST = 8_192;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PreparsedDocumentEntry> documents = new LinkedHashMap<>(16, 0.75f, true);
    private final int mostDocuments;
    private final int mostCharacters;
    private int characters;

    /**
     * @param mostDocuments  to keep
     * @param mostCharacters to keep, in all documents together
     */
    DocumentCache(int mostDocuments, int mostCharacters) {
        this.mostDocuments = mostDocuments;
        this.mostCharacters = mostCharacters;
    }

    /** The document of a request, or what is wrong with it. */
    PreparsedDocumentEntry get(ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
        return known(input.getQuery()).orElseGet(() -> {
            var parsed = parse.apply(input);
            if (!parsed.hasErrors() && input.getQuery().length() <= LONGEST) {
                keep(input.getQuery(), parsed);
            }
            return parsed;
        });
    }

    int size() {
        lock.lock();
        try {
            return documents.size();
        } finally {
            lock.unlock();
        }
    }

    private Optional<PreparsedDocumentEntry> known(String document) {
        lock.lock();
        try {
            return Optional.ofNullable(documents.get(document));
        } finally {
            lock.unlock();
        }
    }

    private void keep(String document, PreparsedDocumentEntry parsed) {
        lock.lock();
        try {
            if (documents.put(document, parsed) == null) {
                characters += document.length();
            }
            var eldest = documents.keySet().iterator();
            while (documents.size() > mostDocuments || characters > mostCharacters) {
                characters -= eldest.next().length();
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }
}

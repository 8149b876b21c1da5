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
 * <p>The least recently used goes first. Invalid documents are not kept: nobody sends those often who means well. Nor
 * are long ones, which would make the bound on the number no bound on memory. Thread-safe; the lock is held for a map
 * operation only, and two threads that meet the same new document may both parse it.
 */
final class DocumentCache {
    /** Characters; a document of the playground's introspection has some 1,800. */
    static final int LONGEST = 8_192;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PreparsedDocumentEntry> documents;

    /** @param most documents to keep */
    DocumentCache(int most) {
        documents = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, PreparsedDocumentEntry> eldest) {
                return size() > most;
            }
        };
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
            documents.put(document, parsed);
        } finally {
            lock.unlock();
        }
    }
}

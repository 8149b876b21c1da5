package com.movieticket.booking.graphql;

import java.util.Optional;

/**
 * Documents that were parsed and found valid, so that clients who send the same ones again and again, as nearly all do,
 * pay for that once.
 *
 * <p>The least recently used go first. Invalid documents are not kept: nobody sends those often who means well. Memory is
 * bounded by the characters kept, since a parsed document takes up to a hundred bytes for each of its own. Thread-safe;
 * two threads that meet the same new document may both parse it.
 */
final class DocumentCache {
    /** Characters of one document; the playground's introspection has some 1,800. */
    static final int LONGEST = 8_192;

    /** Makes a text into a document. */
    interface Reading {
        ReadyDocument read(String text) throws Refused;
    }

    private final LeastRecentlyUsed<String, ReadyDocument> documents;
    private final Reading reading;

    /**
     * @param mostDocuments  to keep
     * @param mostCharacters to keep, in all documents together
     * @param reading        for documents that are not known
     */
    DocumentCache(int mostDocuments, int mostCharacters, Reading reading) {
        this.documents = new LeastRecentlyUsed<>(mostDocuments, mostCharacters);
        this.reading = reading;
    }

    /** The document of that text, ready to be run. */
    ReadyDocument get(String text) throws Refused {
        Optional<ReadyDocument> known = documents.get(text);
        if (known.isPresent()) {
            return known.get();
        }
        ReadyDocument ready = reading.read(text);
        if (text.length() <= LONGEST) {
            documents.put(text, ready, text.length());
        }
        return ready;
    }

    int size() {
        return documents.size();
    }
}

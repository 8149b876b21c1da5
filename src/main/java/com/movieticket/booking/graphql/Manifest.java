package com.movieticket.booking.graphql;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A list of documents that a client's build has made.
 *
 * <p>Two forms are known: an object of hash and document, as the client preset of GraphQL Code Generator writes it
 * ({@code persisted-documents.json}), and Apollo's, which calls itself {@value #APOLLO}.
 */
final class Manifest {
    private static final String APOLLO = "apollo-persisted-query-manifest";
    private static final int MOST_VALUES = 100_000;

    /**
     * A document.
     *
     * @param name   for people
     * @param sha256 what the manifest says is the hash of the text, not yet checked; without a {@code sha256:}
     */
    record Entry(String name, String sha256, String text) {
    }

    /** It is no manifest that we know. The message says why not. */
    static final class UnknownFormException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownFormException(String problem) {
            super(problem);
        }
    }

    private Manifest() {
    }

    /** @param json the whole file */
    static List<Entry> read(String json) throws UnknownFormException {
        try {
            if (!(JsonReader.read(json, MOST_VALUES) instanceof Map<?, ?> manifest)) {
                throw new UnknownFormException("it must be a JSON object");
            }
            return manifest.get("format") instanceof String format ? apollo(format, manifest) : codegen(manifest);
        } catch (JsonText.MalformedException e) {
            throw new UnknownFormException("it must be JSON. " + e.getMessage());
        }
    }

    private static List<Entry> codegen(Map<?, ?> manifest) throws UnknownFormException {
        var entries = new ArrayList<Entry>();
        for (Map.Entry<?, ?> entry : manifest.entrySet()) {
            entries.add(entry((String) entry.getKey(), entry.getKey(), entry.getValue()));
        }
        return entries;
    }

    private static List<Entry> apollo(String format, Map<?, ?> manifest) throws UnknownFormException {
        if (!format.equals(APOLLO) || !Integer.valueOf(1).equals(manifest.get("version"))
                || !(manifest.get("operations") instanceof List<?> operations)) {
            throw new UnknownFormException("its format must be " + APOLLO + ", version 1, with a list of operations");
        }
        var entries = new ArrayList<Entry>();
        for (Object one : operations) {
            if (!(one instanceof Map<?, ?> operation)) {
                throw new UnknownFormException("each operation must be an object");
            }
            String name = operation.get("name") instanceof String given ? given : "(without a name)";
            entries.add(entry(name, operation.get("id"), operation.get("body")));
        }
        return entries;
    }

    private static Entry entry(String name, @Nullable Object id, @Nullable Object text) throws UnknownFormException {
        if (id instanceof String hash && text instanceof String document) {
            return new Entry(name, hash.startsWith(DocumentId.PREFIX)
                    ? hash.substring(DocumentId.PREFIX.length()) : hash, document);
        }
        throw new UnknownFormException("each document must have a hash and a text, both strings");
    }
}

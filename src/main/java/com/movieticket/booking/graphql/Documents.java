package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.GraphQlExecution.Stage;
import com.movieticket.booking.settings.Settings.Documents.Mode;

import java.util.Map;
import java.util.Optional;

/**
 * Finds the document of a request: sent along, or known by the hash of its text. It may be one of the operator's own, or
 * one that some client has registered (Apollo's automatic persisted queries). Thread-safe.
 */
final class Documents {
    static final int MOST_REGISTERED = 1_000;
    /** UTF-16 units, in all documents together. */
    static final int MOST_REGISTERED_CHARACTERS = 1 << 20;
    /** Longer ones are run, but not kept: a few of them would push out all others. */
    static final int LONGEST_REGISTERED = 1 << 15;

    private final Mode mode;
    private final DocumentCache cache;
    private final Map<DocumentId, ReadyDocument> own;
    private final LeastRecentlyUsed<DocumentId, String> registered =
            new LeastRecentlyUsed<>(MOST_REGISTERED, MOST_REGISTERED_CHARACTERS);

    /** @param own the operator's documents */
    Documents(Mode mode, DocumentCache cache, Map<DocumentId, ReadyDocument> own) {
        this.mode = mode;
        this.cache = cache;
        this.own = Map.copyOf(own);
    }

    /** The document that the request means, ready to be run. */
    ReadyDocument find(GraphQlRequest request) throws Refused {
        if (request.documentId().isEmpty()) {
            return free(request.query());
        }
        DocumentId id = request.documentId().get();
        if (mode == Mode.ANY && own.isEmpty()) {
            throw new Refused(Stage.REFUSED, "PersistedQueryNotSupported", ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED);
        }
        if (request.query().filter(text -> !DocumentId.of(text).equals(id)).isPresent()) {
            throw new Refused(Stage.TURNED_AWAY, "The hash is not the SHA-256 of the document",
                    ErrorCode.PERSISTED_QUERY_HASH_MISMATCH);
        }
        ReadyDocument known = own.get(id);
        return known != null ? known : foreign(id, request.query());
    }

    private ReadyDocument free(Optional<String> text) throws Refused {
        if (mode == Mode.TRUSTED) {
            throw notTrusted();
        }
        return cache.get(text.orElseThrow());
    }

    private ReadyDocument foreign(DocumentId id, Optional<String> text) throws Refused {
        if (mode == Mode.TRUSTED && text.isPresent()) {
            throw notTrusted();
        }
        Optional<String> known = text.or(() -> registered.get(id));
        if (known.isEmpty()) {
            throw new Refused(Stage.REFUSED, "PersistedQueryNotFound", ErrorCode.PERSISTED_QUERY_NOT_FOUND);
        }
        return cache.get(known.get());
    }

    /** Keeps the document of a request that may be run, if the request gives it a name and there are to be others. */
    void keep(GraphQlRequest request) {
        if (mode == Mode.PERSISTED && request.documentId().filter(id -> !own.containsKey(id)).isPresent()) {
            request.query().filter(text -> text.length() <= LONGEST_REGISTERED)
                    .ifPresent(text -> registered.put(request.documentId().get(), text, text.length()));
        }
    }

    int registered() {
        return registered.size();
    }

    private static Refused notTrusted() {
        return new Refused(Stage.TURNED_AWAY, "Only documents that are known here are run: send the documentId of one",
                ErrorCode.DOCUMENT_NOT_TRUSTED);
    }
}

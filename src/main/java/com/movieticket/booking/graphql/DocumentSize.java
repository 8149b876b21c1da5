package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings.Limits;

/**
 * How big something in a document is, with every fragment counted wherever it is used. Numbers stop at
 * {@value #ENORMOUS} instead of flowing over.
 *
 * @param rootFields         fields of its own level
 * @param depth              fields within one another
 * @param introspectionDepth the same, from {@code __schema} or {@code __type} on
 */
record DocumentSize(long selections, long rootFields, long aliases, long directives, int depth,
                    int introspectionDepth) {
    static final DocumentSize NOTHING = new DocumentSize(0, 0, 0, 0, 0, 0);
    private static final long ENORMOUS = 1_000_000_000;

    static DocumentSize ofDirectives(int directives) {
        return new DocumentSize(0, 0, 0, directives, 0, 0);
    }

    /** Beside another. */
    DocumentSize plus(DocumentSize other) {
        return new DocumentSize(Math.min(ENORMOUS, selections + other.selections),
                Math.min(ENORMOUS, rootFields + other.rootFields),
                Math.min(ENORMOUS, aliases + other.aliases),
                Math.min(ENORMOUS, directives + other.directives),
                Math.max(depth, other.depth),
                Math.max(introspectionDepth, other.introspectionDepth));
    }

    /** Inside of a fragment, or of the place where one is used. */
    DocumentSize inFragment() {
        return new DocumentSize(selections + 1, rootFields, aliases, directives, depth, introspectionDepth);
    }

    /** Inside of a field. */
    DocumentSize inField(boolean aliased, boolean introspection) {
        return new DocumentSize(selections + 1, 1, aliased ? aliases + 1 : aliases, directives,
                introspection ? 1 : depth + 1,
                introspection ? Math.max(depth, introspectionDepth) + 1 : introspectionDepth);
    }

    /** Throws if it is too big. */
    void check(Limits limits) throws Refused {
        Refused.beyond(Limit.DEPTH, limits, depth);
        Refused.beyond(Limit.INTROSPECTION_DEPTH, limits, introspectionDepth);
        Refused.beyond(Limit.ROOT_FIELDS, limits, rootFields);
        Refused.beyond(Limit.ALIASES, limits, aliases);
        Refused.beyond(Limit.DIRECTIVES, limits, directives);
        Refused.beyond(Limit.SELECTIONS, limits, selections);
    }
}

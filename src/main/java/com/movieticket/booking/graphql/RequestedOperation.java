package com.movieticket.booking.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a request asks for, as logs and metrics name it: its root field. */
public enum RequestedOperation {
    CREATE_BOOKING,
    PROCESS_PAYMENT,
    CANCEL_BOOKING,
    GET_BOOKING,
    GET_USER_BOOKINGS,
    /** The schema, or the name of a type. */
    INTROSPECTION,
    /** Several different root fields. */
    MIXED,
    /** Nothing that could be understood, or that may be run. */
    INVALID;

    private static final Map<String, RequestedOperation> FIELDS =
            Stream.of(CREATE_BOOKING, PROCESS_PAYMENT, CANCEL_BOOKING, GET_BOOKING, GET_USER_BOOKINGS)
                    .collect(Collectors.toUnmodifiableMap(RequestedOperation::label, operation -> operation));

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As it is written: {@code create_booking}. */
    public String label() {
        return label;
    }

    /**
     * What an operation asks for. Introspection beside a field of ours, as clients add it, changes nothing.
     *
     * @param document found valid, so that no fragment leads to itself
     */
    static RequestedOperation of(OperationDefinition operation, Document document) {
        var fragments = document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .collect(Collectors.toMap(FragmentDefinition::getName, FragmentDefinition::getSelectionSet));
        var found = new TreeSet<RequestedOperation>();
        collect(operation.getSelectionSet(), fragments, found, new TreeSet<>());
        if (found.size() > 1) {
            found.remove(INTROSPECTION);
        }
        return found.size() == 1 ? found.first() : MIXED;
    }

    private static void collect(SelectionSet set, Map<String, SelectionSet> fragments, Set<RequestedOperation> found,
                                Set<String> seen) {
        for (Selection<?> selection : set.getSelections()) {
            switch (selection) {
                case Field field -> found.add(FIELDS.getOrDefault(field.getName(), INTROSPECTION));
                case InlineFragment inline -> collect(inline.getSelectionSet(), fragments, found, seen);
                case FragmentSpread spread -> {
                    if (seen.add(spread.getName())) {
                        collect(fragments.get(spread.getName()), fragments, found, seen);
                    }
                }
                default -> throw new IllegalStateException("GraphQL has no other selections");
            }
        }
    }
}

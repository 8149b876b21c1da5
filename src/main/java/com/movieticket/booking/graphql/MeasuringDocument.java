package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.GraphQlExecution.Stage;
import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings.Limits;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.VariableDefinition;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static java.util.stream.Collectors.groupingBy;

/**
 * Measures a document that was parsed, before it is validated: the time that validating takes grows with the square of a
 * document and more, and with each use of a fragment.
 *
 * <p>One walk over the document, once over each fragment, however often it is used. Fragments that use themselves are
 * refused here. Serves for one document, in one thread.
 */
final class MeasuringDocument {
    /** Of our own recursion. Tokens and fragments are bounded, so honest documents are far from it. */
    private static final int DEEPEST = 200;

    private final Limits limits;
    /** A list for each name: that names are unique isn't checked yet. */
    private final Map<String, List<FragmentDefinition>> fragments;
    private final Map<String, DocumentSize> measured = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private int depth;

    private MeasuringDocument(Limits limits, List<FragmentDefinition> fragments) {
        this.limits = limits;
        this.fragments = fragments.stream().collect(groupingBy(FragmentDefinition::getName));
    }

    /**
     * Throws if the document is too big in any way, or its fragments use themselves.
     *
     * @return the size of all its operations together
     */
    static DocumentSize check(Document document, Limits limits) throws Refused {
        List<FragmentDefinition> fragments = document.getDefinitionsOfType(FragmentDefinition.class);
        Refused.beyond(Limit.FRAGMENTS, limits, fragments.size());
        var measuring = new MeasuringDocument(limits, fragments);
        var all = DocumentSize.NOTHING;
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            all = all.plus(measuring.operation(operation));
        }
        all.check(limits);
        for (FragmentDefinition fragment : fragments) { // also those that are not used
            Refused.beyond(Limit.SELECTIONS, limits, measuring.fragment(fragment.getName()).selections());
        }
        return all;
    }

    private DocumentSize operation(OperationDefinition operation) throws Refused {
        DocumentSize size = directives(operation).plus(selections(operation.getSelectionSet()));
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            size = size.plus(directives(variable));
        }
        return size;
    }

    private DocumentSize selections(@Nullable SelectionSet set) throws Refused {
        if (set == null) {
            return DocumentSize.NOTHING;
        }
        if (++depth > DEEPEST) {
            throw Refused.beyond(Limit.DEPTH, limits);
        }
        var size = DocumentSize.NOTHING;
        for (Selection<?> selection : set.getSelections()) {
            size = size.plus(selection(selection));
        }
        depth--;
        return size;
    }

    private DocumentSize selection(Selection<?> selection) throws Refused {
        return switch (selection) {
            case Field field -> directives(field).plus(selections(field.getSelectionSet()))
                    .inField(field.getAlias() != null, asksForTheSchema(field));
            case InlineFragment inline -> directives(inline).plus(selections(inline.getSelectionSet())).inFragment();
            case FragmentSpread spread -> directives(spread).plus(fragment(spread.getName())).inFragment();
            default -> throw new IllegalStateException("GraphQL has no other selections");
        };
    }

    /** {@code __typename} doesn't: clients add it everywhere. */
    private static boolean asksForTheSchema(Field field) {
        return field.getName().equals("__schema") || field.getName().equals("__type");
    }

    private DocumentSize fragment(String name) throws Refused {
        DocumentSize known = measured.get(name);
        if (known != null) {
            return known;
        }
        if (!open.add(name)) {
            throw new Refused(Stage.REFUSED, "Fragments must not use themselves, not even by way of others",
                    ErrorCode.GRAPHQL_VALIDATION_FAILED);
        }
        var size = DocumentSize.NOTHING;
        for (FragmentDefinition fragment : fragments.getOrDefault(name, List.of())) {
            size = size.plus(directives(fragment)).plus(selections(fragment.getSelectionSet()));
        }
        open.remove(name);
        measured.put(name, size);
        return size;
    }

    private DocumentSize directives(DirectivesContainer<?> place) throws Refused {
        List<Directive> directives = place.getDirectives();
        Refused.beyond(Limit.DIRECTIVES_AT_ONE_PLACE, limits, directives.size());
        return directives.isEmpty() ? DocumentSize.NOTHING : DocumentSize.ofDirectives(directives.size());
    }
}

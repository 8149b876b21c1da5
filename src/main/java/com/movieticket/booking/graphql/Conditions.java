package com.movieticket.booking.graphql;

import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.VariableReference;

import java.util.HashSet;
import java.util.Set;

/**
 * Finds the variables that decide whether something is asked for at all: those of {@code @skip} and {@code @include}.
 *
 * <p>One with a default may be declared to be nullable; the library then falls over a null that a client sends for it.
 */
final class Conditions {
    private static final Set<String> DIRECTIVES = Set.of("skip", "include");

    private final Set<String> variables = new HashSet<>();

    private Conditions() {
    }

    /** @param document whose depth is within the limits */
    static Set<String> of(Document document) {
        var conditions = new Conditions();
        conditions.visit(document);
        return Set.copyOf(conditions.variables);
    }

    private void visit(Node<?> node) {
        if (node instanceof Directive directive && DIRECTIVES.contains(directive.getName())) {
            directive.getArguments().forEach(argument -> {
                if (argument.getValue() instanceof VariableReference variable) {
                    variables.add(variable.getName());
                }
            });
        }
        node.getChildren().forEach(this::visit);
    }
}

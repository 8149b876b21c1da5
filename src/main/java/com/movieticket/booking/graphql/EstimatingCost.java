package com.movieticket.booking.graphql;

import graphql.introspection.Introspection;
import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out what the operations of a valid document {@link Cost}. Each field counts 1; a field with the argument
 * {@value #LIMIT} counts as many times its fields, and 1 for each item, as that says.
 *
 * <p>Lists without that argument, the seats of a booking or what the schema is made of, are short and count as one.
 * Each fragment is looked at once. Serves for one operation, in one thread.
 */
final class EstimatingCost {
    private static final String LIMIT = "limit";
    private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);

    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments;
    private final Map<String, Integer> defaults = new HashMap<>();
    private final Map<String, Cost> known = new HashMap<>();

    private EstimatingCost(GraphQLSchema schema, Document document, OperationDefinition operation) {
        this.schema = schema;
        this.fragments = document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .collect(Collectors.toMap(FragmentDefinition::getName, fragment -> fragment));
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            number(variable.getDefaultValue()).ifPresent(number -> defaults.put(variable.getName(), number));
        }
    }

    /** @param document found valid against the schema */
    static Cost of(OperationDefinition operation, Document document, GraphQLSchema schema) {
        GraphQLFieldsContainer root = switch (operation.getOperation()) {
            case QUERY -> schema.getQueryType();
            case MUTATION -> schema.getMutationType();
            case SUBSCRIPTION -> schema.getSubscriptionType();
        };
        return new EstimatingCost(schema, document, operation).selections(operation.getSelectionSet(), root);
    }

    private Cost selections(SelectionSet set, GraphQLFieldsContainer type) {
        Cost sum = Cost.NOTHING;
        for (Selection<?> selection : set.getSelections()) {
            sum = sum.plus(switch (selection) {
                case Field field -> field(field, Introspection.getFieldDef(schema, type, field.getName()));
                case InlineFragment inline ->
                        selections(inline.getSelectionSet(), type(inline.getTypeCondition(), type));
                case FragmentSpread spread -> fragment(spread.getName());
                default -> throw new IllegalStateException("GraphQL has no other selections");
            });
        }
        return sum;
    }

    private Cost fragment(String name) {
        Cost cost = known.get(name);
        if (cost == null) {
            FragmentDefinition fragment = fragments.get(name);
            cost = selections(fragment.getSelectionSet(), container(fragment.getTypeCondition()));
            known.put(name, cost);
        }
        return cost;
    }

    private Cost field(Field field, GraphQLFieldDefinition definition) {
        if (field.getSelectionSet() == null) {
            return Cost.ONE;
        }
        var type = (GraphQLFieldsContainer) GraphQLTypeUtil.unwrapAll(definition.getType());
        Cost inside = selections(field.getSelectionSet(), type);
        GraphQLArgument limit = definition.getArgument(LIMIT);
        return Cost.ONE.plus(limit == null ? inside : items(inside.plus(Cost.ONE), field, otherwise(limit)));
    }

    private Cost items(Cost item, Field field, int otherwise) {
        Value<?> limit = field.getArguments().stream().filter(argument -> argument.getName().equals(LIMIT))
                .findFirst().<Value<?>>map(Argument::getValue).orElse(null);
        return limit instanceof VariableReference variable
                ? item.times(variable.getName(), defaults.getOrDefault(variable.getName(), otherwise))
                : item.times(number(limit).orElse(otherwise));
    }

    private static int otherwise(GraphQLArgument limit) {
        return number((Value<?>) limit.getArgumentDefaultValue().getValue()).orElse(Arguments.MOST_BOOKINGS);
    }

    private static Optional<Integer> number(@Nullable Value<?> value) {
        return value instanceof IntValue literal
                ? Optional.of(literal.getValue().max(BigInteger.ZERO).min(MOST).intValue())
                : Optional.empty();
    }

    private GraphQLFieldsContainer type(@Nullable TypeName condition, GraphQLFieldsContainer otherwise) {
        return condition == null ? otherwise : container(condition);
    }

    private GraphQLFieldsContainer container(TypeName name) {
        return (GraphQLFieldsContainer) schema.getType(name.getName());
    }
}

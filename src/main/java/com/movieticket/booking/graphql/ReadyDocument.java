package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.GraphQlExecution.Permitted;
import com.movieticket.booking.graphql.GraphQlExecution.Stage;
import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings.Limits;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.OperationDefinition.Operation;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A document that was parsed, is within the limits and fits the schema, and what is known of its operations whatever
 * the variables of a request will be. Immutable.
 *
 * @param text       as it was written
 * @param parsed     for the library
 * @param conditions variables that must not be null
 * @param urgent     whether it is about a booking that waits to be paid or given up
 */
record ReadyDocument(String text, PreparsedDocumentEntry parsed, Set<String> conditions, List<Op> operations,
                     boolean urgent) {
    private static final int COST_OF_AN_ORDINARY_ONE = 100;

    /** One of its operations. */
    record Op(Optional<String> name, Operation kind, Cost cost, RequestedOperation asked) {
    }

    /**
     * Refuses an operation that this request may not have or that asks for too much. Whether there is such an operation
     * is not decided here.
     */
    void check(GraphQlRequest request, Permitted permitted, Limits limits) throws Refused {
        if (permitted == Permitted.QUERIES && meant(request).anyMatch(one -> one.kind() != Operation.QUERY)) {
            throw new Refused(Stage.METHOD_REFUSED, "Mutations must be sent by POST", ErrorCode.METHOD_NOT_ALLOWED);
        }
        Map<String, @Nullable Object> variables = request.variables();
        for (String condition : conditions) {
            if (variables.containsKey(condition) && variables.get(condition) == null) {
                throw new Refused(Stage.REFUSED, "Variable '" + condition + "' must not be null, since @skip or @include "
                        + "depends on it", ErrorCode.BAD_USER_INPUT);
            }
        }
        Refused.beyond(Limit.COST, limits, cost(request));
    }

    /**
     * As many ordinary requests as the request takes the place of, for the memory that its answer needs: a list of a
     * hundred bookings weighs ten to fifteen.
     */
    int weight(GraphQlRequest request) {
        return Math.toIntExact(1 + cost(request) / COST_OF_AN_ORDINARY_ONE);
    }

    /** Of the dearest operation that may be meant. */
    private long cost(GraphQlRequest request) {
        return meant(request).mapToLong(one -> one.cost().with(request.variables())).max().orElse(0);
    }

    /** What the request asks for; {@code INVALID} when it isn't one operation that is meant. */
    RequestedOperation asked(GraphQlRequest request) {
        List<Op> meant = meant(request).toList();
        return meant.size() == 1 ? meant.getFirst().asked() : RequestedOperation.INVALID;
    }

    private Stream<Op> meant(GraphQlRequest request) {
        Optional<String> wanted = request.operationName().filter(name -> !name.isEmpty());
        return operations.stream().filter(one -> wanted.isEmpty() || one.name().equals(wanted));
    }
}

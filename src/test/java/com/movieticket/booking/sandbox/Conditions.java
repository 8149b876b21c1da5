package com.movieticket.booking.sandbox;

import de.bwaldvogel.mongo.bson.Document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a filter of MongoDB demands of single fields, as far as an index can make use of it: everything that must hold in
 * any case. Alternatives, negations and whatever else it says are left to whoever holds the documents against the filter.
 */
final class Conditions {
    private final Map<String, Document> byField = new HashMap<>();

    Conditions(Document filter) {
        collect(filter);
    }

    private void collect(Document filter) {
        filter.forEach((field, condition) -> {
            switch (condition) {
                case Collection<?> all when field.equals("$and") -> all.forEach(part -> collect((Document) part));
                case Document operators when operators.keySet().stream().allMatch(name -> name.startsWith("$")) ->
                        byField.computeIfAbsent(field, _ -> new Document()).putAll(operators);
                case null -> { }
                case Object value when !field.startsWith("$") ->
                        byField.computeIfAbsent(field, _ -> new Document()).put("$eq", value);
                default -> { }
            }
        });
    }

    /** The values of which the field must have one. */
    Optional<List<Object>> fixed(String field) {
        return operand(field, "$eq").map(List::of)
                .or(() -> operand(field, "$in").map(values -> new ArrayList<>(new LinkedHashSet<>((Collection<?>) values))));
    }

    /** What the field must not be less than. */
    Optional<Object> lower(String field) {
        return operand(field, "$gte").or(() -> operand(field, "$gt"));
    }

    /** What the field must not be greater than. */
    Optional<Object> upper(String field) {
        return operand(field, "$lte").or(() -> operand(field, "$lt"));
    }

    private Optional<Object> operand(String field, String operator) {
        return Optional.ofNullable(byField.get(field)).map(operators -> operators.get(operator));
    }
}

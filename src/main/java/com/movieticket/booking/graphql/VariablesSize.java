package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings.Limits;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Counts what is in a request's variables, up to what is allowed. Serves for one request. */
final class VariablesSize {
    private final Limits limits;
    private long values;
    private long characters;

    private VariablesSize(Limits limits) {
        this.limits = limits;
    }

    /** Throws if there are too many values, too many characters, or lists and objects too deep within one another. */
    static void check(Map<String, @Nullable Object> variables, Limits limits) throws Refused {
        var size = new VariablesSize(limits);
        for (Map.Entry<String, @Nullable Object> variable : variables.entrySet()) {
            size.text(variable.getKey());
            size.value(variable.getValue(), 1);
        }
    }

    private void value(@Nullable Object value, int depth) throws Refused {
        Refused.beyond(Limit.VARIABLE_VALUES, limits, ++values);
        switch (value) {
            case String text -> text(text);
            case List<?> list -> {
                Refused.beyond(Limit.VARIABLE_DEPTH, limits, depth);
                for (Object item : list) {
                    value(item, depth + 1);
                }
            }
            case Map<?, ?> object -> {
                Refused.beyond(Limit.VARIABLE_DEPTH, limits, depth);
                for (Map.Entry<?, ?> member : object.entrySet()) {
                    text((String) member.getKey());
                    value(member.getValue(), depth + 1);
                }
            }
            case null, default -> { } // of a bounded size
        }
    }

    private void text(String text) throws Refused {
        characters += text.length();
        Refused.beyond(Limit.VARIABLE_CHARACTERS, limits, characters);
    }
}

package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.GraphQlExecution.Stage;
import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings.Limits;
import graphql.GraphQLError;

import java.util.LinkedHashMap;
import java.util.List;

/** A request is turned down before anything is run. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<? extends GraphQLError> errors;
    private final Stage stage;

    /** @param errors at least one */
    Refused(Stage stage, List<? extends GraphQLError> errors) {
        super(errors.getFirst().getMessage(), null, false, false); // hostile requests shall not buy stack traces
        this.errors = errors;
        this.stage = stage;
    }

    Refused(Stage stage, String message, ErrorCode code) {
        this(stage, List.of(ClientError.of(message, code)));
    }

    /** It is too big, in one way. */
    static Refused beyond(Limit limit, Limits limits) {
        return new Refused(Stage.TURNED_AWAY, List.of(tooMuch(limit, limits.of(limit))));
    }

    /** Throws if there is more of something than is allowed. */
    static void beyond(Limit limit, Limits limits, long found) throws Refused {
        if (found > limits.of(limit)) {
            throw beyond(limit, limits);
        }
    }

    /** What a client is told that asks for too much: which limit, what is allowed, and what to do. */
    static ClientError tooMuch(Limit limit, int allowed) {
        var details = new LinkedHashMap<String, Object>();
        details.put("limit", limit.key());
        details.put("allowed", allowed);
        return new ClientError(words(limit).formatted(allowed), ErrorCode.LIMIT_EXCEEDED, details, List.of(), List.of());
    }

    List<? extends GraphQLError> errors() {
        return errors;
    }

    Stage stage() {
        return stage;
    }

    private static String words(Limit limit) {
        return switch (limit) {
            case BODY_BYTES -> "The body is larger than %d bytes: ask for less at a time";
            case TOKENS -> "The document has more than %d tokens: ask for less at a time";
            case NAME_CHARACTERS -> "The document has a name of more than %d characters: use a shorter one";
            case NUMBER_CHARACTERS -> "The document has numbers of more than %d characters in all: use variables";
            case STRING_CHARACTERS ->
                    "The document has a string of more than %d characters: send long values as variables";
            case STRING_LINES ->
                    "The document has a block string of more than %d lines: send long values as variables";
            case DEPTH -> "The document has more than %d fields within one another: ask for less depth";
            case INTROSPECTION_DEPTH ->
                    "The document asks for the schema more than %d fields deep: ask for less depth";
            case SELECTIONS -> "The document selects more than %d fields and fragments, those of a fragment counted "
                    + "wherever it is used: ask for less at a time";
            case ROOT_FIELDS -> "The document has more than %d fields at the root: send several requests";
            case ALIASES -> "The document gives more than %d fields another name: send several requests";
            case DIRECTIVES -> "The document has more than %d directives: leave some out";
            case DIRECTIVES_AT_ONE_PLACE -> "The document has more than %d directives at one place: leave some out";
            case FRAGMENTS -> "The document defines more than %d fragments: leave some out";
            case COST -> "The operation may have to answer more than %d fields: ask for fewer fields or lists, or for "
                    + "fewer items with the argument limit";
            case VARIABLE_VALUES -> "There are more than %d values in the variables: send several requests";
            case VARIABLE_DEPTH -> "The variables are nested deeper than %d: no argument needs that";
            case VARIABLE_CHARACTERS -> "The variables have more than %d characters: send shorter values";
        };
    }
}

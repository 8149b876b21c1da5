package com.movieticket.booking.settings;

/**
 * The limits of a GraphQL request, each a key under {@code graphql.limits}; {@code application.yaml} says what each
 * counts, and its default.
 */
public enum Limit {
    /** Bytes of a request's body. */
    BODY_BYTES("bodyBytes", 1_024, 1 << 20),
    /** Tokens of a document; comments are counted apart. */
    TOKENS("tokens", 100, 10_000),
    /** Characters of one name in a document. */
    NAME_CHARACTERS("nameCharacters", 40, 1_000),
    /** Characters of all numbers in a document together. */
    NUMBER_CHARACTERS("numberCharacters", 40, 10_000),
    /** Characters of one string in a document. */
    STRING_CHARACTERS("stringCharacters", 256, 1 << 18),
    /** Lines of one block string in a document. */
    STRING_LINES("stringLines", 1, 2_000),
    /** Fields within one another. */
    DEPTH("depth", 3, 30),
    /** Fields within one another in a question about the schema. */
    INTROSPECTION_DEPTH("introspectionDepth", 3, 30),
    /** Fields and fragments, those of a fragment counted wherever it is used. */
    SELECTIONS("selections", 50, 10_000),
    /** Fields of the operation itself, likewise. */
    ROOT_FIELDS("rootFields", 1, 1_000),
    /** Fields under another name, likewise. */
    ALIASES("aliases", 0, 1_000),
    /** Directives, likewise. */
    DIRECTIVES("directives", 0, 1_000),
    /** Directives of one field, fragment, operation or variable. */
    DIRECTIVES_AT_ONE_PLACE("directivesAtOnePlace", 0, 100),
    /** Fragments that a document defines. */
    FRAGMENTS("fragments", 0, 200),
    /** Fields that an operation may have to answer, those of a list for each of its items. */
    COST("cost", 100, 1_000_000),
    /** Values in a request's variables. */
    VARIABLE_VALUES("variableValues", 10, 2_000),
    /** Lists and objects within one another in a request's variables. */
    VARIABLE_DEPTH("variableDepth", 1, 30),
    /** Characters of all strings in a request's variables. */
    VARIABLE_CHARACTERS("variableCharacters", 256, 1 << 20);

    private final String key;
    private final int least;
    private final int most;

    Limit(String key, int least, int most) {
        this.key = key;
        this.least = least;
        this.most = most;
    }

    /** Its name under {@code graphql.limits}. */
    public String key() {
        return key;
    }

    /** The least that it can be set to. */
    int least() {
        return least;
    }

    /** The most that it can be set to. */
    int most() {
        return most;
    }
}

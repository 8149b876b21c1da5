package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Limit;

import java.util.Optional;

/**
 * Tells whether a text is JSON by the letter of RFC 8259, and small enough to be handed on.
 *
 * <p>The JSON library is made for input that can be trusted: it takes more than JSON ({@code +1}, line breaks in
 * strings), doesn't look at what follows the value, and descends as deep as the text goes, until the stack overflows.
 * So whatever comes from outside passes here first. Nothing is kept or converted.
 */
final class JsonText {
    /** Objects and arrays within one another. */
    static final int DEEPEST = 32;
    /** Strings, numbers, objects, … in all: bounds what a key with a colliding hash can cost. */
    static final int MOST_VALUES = 2_000;
    /** Characters of one number: bounds what converting it can cost. */
    static final int LONGEST_NUMBER = 40;

    /** Not JSON, or too much of it. The message quotes nothing. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Limit> limit;

        MalformedException(String problem) {
            this(problem, Optional.empty());
        }

        private MalformedException(String problem, Optional<Limit> limit) {
            super(problem);
            this.limit = limit;
        }

        /** The limit that it is far beyond, if that is what is wrong. */
        Optional<Limit> limit() {
            return limit;
        }
    }

    private final String text;
    private final int mostValues;
    private int at;
    private int values;

    private JsonText(String text, int mostValues) {
        this.text = text;
        this.mostValues = mostValues;
    }

    /** Returns if the text is one JSON value of any type, with or without white space around it. */
    static void check(String text) throws MalformedException {
        check(text, MOST_VALUES);
    }

    /** The same, for text that may have another number of values. */
    static void check(String text, int mostValues) throws MalformedException {
        var json = new JsonText(text, mostValues);
        json.value(0);
        json.space();
        if (json.at < text.length()) {
            throw json.malformed("Unexpected text after the value");
        }
    }

    /** Whether the text is a JSON object. */
    static boolean isObject(String text) {
        try {
            check(text);
        } catch (MalformedException e) {
            return false;
        }
        return text.strip().startsWith("{");
    }

    private void value(int depth) throws MalformedException {
        space();
        if (++values > mostValues) {
            throw new MalformedException("More than " + mostValues + " values", Optional.of(Limit.VARIABLE_VALUES));
        }
        switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) throws MalformedException {
        open(depth);
        if (closes('}')) {
            return;
        }
        do {
            space();
            string();
            space();
            expect(':');
            value(depth);
        } while (continues('}'));
    }

    private void array(int depth) throws MalformedException {
        open(depth);
        if (closes(']')) {
            return;
        }
        do {
            value(depth);
        } while (continues(']'));
    }

    private void open(int depth) throws MalformedException {
        if (depth > DEEPEST) {
            throw new MalformedException("Nested deeper than " + DEEPEST, Optional.of(Limit.VARIABLE_DEPTH));
        }
        at++;
    }

    private boolean closes(char end) {
        space();
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean continues(char end) throws MalformedException {
        if (closes(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private void string() throws MalformedException {
        expect('"');
        while (peek() != '"') {
            if (peek() < ' ') {
                throw malformed("Unfinished string");
            }
            if (text.charAt(at++) == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() throws MalformedException {
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int i = 0; i < 4; i++) {
                    if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
                        throw malformed("Unknown escape");
                    }
                    at++;
                }
            }
            default -> throw malformed("Unknown escape");
        }
    }

    private void number() throws MalformedException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - start > LONGEST_NUMBER) {
            throw malformed("A number of more than " + LONGEST_NUMBER + " characters");
        }
    }

    private void digits() throws MalformedException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed(at == text.length() ? "Unexpected end" : "Unexpected character");
        }
    }

    private void word(String word) throws MalformedException {
        if (!text.startsWith(word, at)) {
            throw malformed("Unexpected character");
        }
        at += word.length();
    }

    private void expect(char wanted) throws MalformedException {
        if (peek() != wanted) {
            throw malformed(at == text.length() ? "Unexpected end" : "Unexpected character");
        }
        at++;
    }

    private void space() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    /** The character that comes next; at the end one that fits nowhere. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private MalformedException malformed(String problem) {
        return new MalformedException(problem + " at position " + (at + 1));
    }
}

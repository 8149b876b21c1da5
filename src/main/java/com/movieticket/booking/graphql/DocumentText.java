package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings.Limits;

/**
 * Looks for overlong names, numbers and strings in a document before the library sees it.
 *
 * <p>The library's lexer takes a microsecond and more for each digit, its conversion of numbers and of the blank lines
 * of a block string time that grows with the square of their length. Where this one takes a text for something else than
 * the lexer does, it is because there is a mistake, at which the lexer stops. Nothing is kept or converted.
 */
final class DocumentText {
    private final String text;
    private final Limits limits;
    private int at;
    private long numbers;

    private DocumentText(String text, Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** Throws if anything in the document is too long. Says nothing about whether it is GraphQL. */
    static void check(String text, Limits limits) throws Refused {
        var document = new DocumentText(text, limits);
        while (document.at < text.length()) {
            document.token();
        }
    }

    private void token() throws Refused {
        char first = text.charAt(at);
        if (first == '"') {
            string();
        } else if (first == '#') {
            restOfLine();
        } else if (first == '-' || isDigit(first)) {
            number();
        } else if (isLetter(first)) {
            name();
        } else {
            at++;
        }
    }

    private void name() throws Refused {
        int start = at;
        while (isLetter(peek()) || isDigit(peek())) {
            at++;
        }
        Refused.beyond(Limit.NAME_CHARACTERS, limits, at - start);
    }

    private void number() throws Refused {
        int start = at;
        while (isLetter(peek()) || isDigit(peek()) || "+-.".indexOf(peek()) >= 0) {
            at++;
        }
        numbers += at - start;
        Refused.beyond(Limit.NUMBER_CHARACTERS, limits, numbers);
    }

    private void string() throws Refused {
        int start = at;
        boolean block = text.startsWith("\"\"\"", at);
        at += block ? 3 : 1;
        if (block) {
            restOfBlock();
        } else {
            restOfString();
        }
        Refused.beyond(Limit.STRING_CHARACTERS, limits, at - start);
    }

    private void restOfString() {
        while (!endsLine(peek()) && peek() != '"') {
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
    }

    private void restOfBlock() throws Refused {
        int lines = 1;
        while (at < text.length() && !text.startsWith("\"\"\"", at)) {
            if (peek() == '\n' || peek() == '\r') {
                lines++;
            }
            at += text.startsWith("\\\"\"\"", at) ? 4 : 1;
        }
        at += 3;
        Refused.beyond(Limit.STRING_LINES, limits, lines);
    }

    private void restOfLine() {
        while (!endsLine(peek())) {
            at++;
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What can be neither in a string nor in a comment; the end of the text, too. */
    private boolean endsLine(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029' || at >= text.length();
    }

    /** The character that comes next; at the end one that fits nowhere. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}

package com.movieticket.booking.payments;

import com.movieticket.booking.resilience.PercentEncoding;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A path, with or without a query, into which values are put: {@code /payments/booking/{booking_id}}. The simple
 * expansion of RFC 6570, section 3.2.2. Thread-safe.
 */
final class PathTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    /**
     * What may stand in a path and a query (RFC 3986, sections 3.3 and 3.4). Without what the HTTP client would tidy
     * up on its way: empty and dot segments, and parameters after a semicolon.
     */
    private static final Pattern LITERAL =
            Pattern.compile("(?!.*/(?:/|\\.{1,2}(?:[/?]|$)))/(?:[A-Za-z0-9\\-._~!$&'()*+,=:@/?]|%[0-9A-Fa-f]{2})*");

    private final String template;

    /**
     * @param known the variables that will have a value
     * @throws IllegalArgumentException saying what is wrong, when it has other variables or isn't a path
     */
    PathTemplate(String template, Set<String> known) {
        VARIABLE.matcher(template).results().map(match -> match.group(1))
                .filter(variable -> !known.contains(variable))
                .findFirst()
                .ifPresent(variable -> {
                    throw new IllegalArgumentException("%s: {%s} is not known here, only %s".formatted(template,
                            variable, known.stream().sorted().map(name -> "{" + name + "}").toList()));
                });
        if (!LITERAL.matcher(VARIABLE.matcher(template).replaceAll("x")).matches()) {
            throw new IllegalArgumentException(template + ": must be an absolute path, with or without a query, and no"
                    + " characters but those of a URI");
        }
        this.template = template;
    }

    /** The path, ready for the wire; every value is percent-encoded and stays one segment or one query value. */
    String expand(Map<String, String> values) {
        return VARIABLE.matcher(template).replaceAll(match -> PercentEncoding.encode(value(values, match)));
    }

    private static String value(Map<String, String> values, MatchResult match) {
        return values.get(match.group(1));
    }

    @Override
    public String toString() {
        return template;
    }
}

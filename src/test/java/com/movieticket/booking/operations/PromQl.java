package com.movieticket.booking.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an expression of Prometheus asks for: its series, and the labels that it groups and matches by. Whether it is an
 * expression at all is for Prometheus to say.
 */
record PromQl(List<Selector> selectors, List<String> grouping) {
    /** One condition on a label: {@code outcome=~"timeout|error"}. */
    record Matching(String label, String operator, String value) {
        /** The values that are named; what a pattern matches beyond that can't be said. */
        List<String> values() {
            return operator.endsWith("~") ? List.of(value.split("\\|")) : List.of(value);
        }

        boolean isPattern() {
            return operator.endsWith("~") && !value.matches("[\\w.|]+");
        }
    }

    /** A metric, and the conditions on its labels. */
    record Selector(String metric, List<Matching> matchings) {
    }

    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|[a-zA-Z_:][\\w:]*|\\d[\\w.]*|=~|!~|!=|==|>=|<=|[-+*/%^=<>{}()\\[\\],]");
    private static final Set<String> LISTS = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** @throws AssertionError when there is something in it that no expression has */
    static PromQl parse(String expression) {
        return new Reading(tokens(expression)).all();
    }

    private static List<String> tokens(String expression) {
        Matcher tokens = TOKEN.matcher(expression);
        var found = new ArrayList<String>();
        int end = 0;
        while (tokens.find()) {
            between(expression.substring(end, tokens.start()), expression);
            found.add(tokens.group());
            end = tokens.end();
        }
        between(expression.substring(end), expression);
        return found;
    }

    private static void between(String text, String expression) {
        if (!text.isBlank()) {
            throw new AssertionError("What is " + text.strip() + " in " + expression);
        }
    }

    /** What is wrong with asking for that, one sentence for each; nothing when all of it is known. */
    List<String> problems(Map<String, Meter> known) {
        Stream<String> ofSelectors = selectors.stream().flatMap(selector -> known.containsKey(selector.metric())
                ? problems(selector, known.get(selector.metric()))
                : Stream.of("there is no metric " + selector.metric()));
        Stream<String> ofGrouping = grouping.stream()
                .filter(label -> selectors.stream().noneMatch(selector -> known.containsKey(selector.metric())
                        && known.get(selector.metric()).has(label)))
                .map(label -> "nothing that is asked for has the label " + label);
        return Stream.concat(ofSelectors, ofGrouping).toList();
    }

    private static Stream<String> problems(Selector selector, Meter meter) {
        return selector.matchings().stream().flatMap(matching -> {
            if (!meter.has(matching.label())) {
                return Stream.of(meter.name() + " has no label " + matching.label());
            }
            return matching.isPattern() ? Stream.of() : matching.values().stream()
                    .filter(value -> !meter.mayBe(matching.label(), value))
                    .map(value -> matching.label() + " of " + meter.name() + " is never " + value);
        });
    }

    /** Goes through the tokens once. */
    private static final class Reading {
        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final List<String> grouping = new ArrayList<>();
        private int next;

        Reading(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQl all() {
            while (next < tokens.size()) {
                String token = tokens.get(next++);
                if (LISTS.contains(token) && comes("(")) {
                    grouping.addAll(upTo(")").stream().filter(label -> !label.equals(",")).toList());
                } else if (isName(token) && !OPERATORS.contains(token) && !isFunction()) {
                    selectors.add(new Selector(token, comes("{") ? matchings(upTo("}")) : List.of()));
                }
            }
            return new PromQl(List.copyOf(selectors), List.copyOf(grouping));
        }

        private static boolean isName(String token) {
            return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_' || token.charAt(0) == ':';
        }

        /** An aggregation may have its list in front of what it is applied to. */
        private boolean isFunction() {
            return comes("(") || next < tokens.size() && LISTS.contains(tokens.get(next));
        }

        private boolean comes(String token) {
            return next < tokens.size() && tokens.get(next).equals(token);
        }

        /** What stands between the bracket that comes and the one that closes it. */
        private List<String> upTo(String closing) {
            int end = next + tokens.subList(next, tokens.size()).indexOf(closing);
            List<String> inside = tokens.subList(next + 1, end);
            next = end + 1;
            return inside;
        }

        private static List<Matching> matchings(List<String> inside) {
            var matchings = new ArrayList<Matching>();
            for (int i = 0; i + 2 < inside.size(); i += 4) {
                String value = inside.get(i + 2);
                matchings.add(new Matching(inside.get(i), inside.get(i + 1), value.substring(1, value.length() - 1)));
            }
            return matchings;
        }
    }
}

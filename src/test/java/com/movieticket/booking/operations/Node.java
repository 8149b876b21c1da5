package com.movieticket.booking.operations;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A value in a YAML file (or a JSON one, which is YAML too), with the place where it stands for those who complain of it.
 *
 * @param place {@code deploy/kong.yml/services/0/name}
 * @param value a map, a list or a scalar, as the parser has made it
 */
record Node(String place, Object value) {
    /** The one document of a file; a key that stands there twice is an error. */
    static Node read(String file) {
        List<Node> all = readAll(file);
        if (all.size() != 1) {
            throw new AssertionError(file + " has " + all.size() + " documents");
        }
        return all.getFirst();
    }

    /** Every document of a file. */
    static List<Node> readAll(String file) {
        return documents(file, TheService.read(file));
    }

    /** A text that is one document. */
    static Node parse(String place, String text) {
        return documents(place, text).getFirst();
    }

    private static List<Node> documents(String place, String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return StreamSupport.stream(new Yaml(new SafeConstructor(options)).loadAll(text).spliterator(), false)
                .map(document -> new Node(place, document)).toList();
    }

    /** What stands under the keys; numbers are places in a list. */
    Node at(Object... path) {
        Node node = this;
        for (Object step : path) {
            node = step instanceof Integer index ? node.items().get(index) : node.child(step.toString());
        }
        return node;
    }

    private Node child(String key) {
        Node child = entries().get(key);
        if (child == null) {
            throw new AssertionError("There is no " + key + " in " + place);
        }
        return child;
    }

    boolean has(String key) {
        return entries().containsKey(key);
    }

    /** A scalar as it would be read by whoever expects text. */
    String text() {
        if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
            throw new AssertionError(place + " is no scalar");
        }
        return value.toString();
    }

    int number() {
        if (value instanceof Integer number) {
            return number;
        }
        throw new AssertionError(place + " is no whole number: " + value);
    }

    boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new AssertionError(place + " is neither true nor false: " + value);
    }

    List<Node> items() {
        if (value instanceof List<?> list) {
            return IntStream.range(0, list.size()).mapToObj(i -> new Node(place + "/" + i, list.get(i))).toList();
        }
        throw new AssertionError(place + " is no list");
    }

    List<String> texts() {
        return items().stream().map(Node::text).toList();
    }

    Map<String, Node> entries() {
        if (value instanceof Map<?, ?> map) {
            var entries = new LinkedHashMap<String, Node>();
            map.forEach((key, child) -> entries.put(key.toString(), new Node(place + "/" + key, child)));
            return entries;
        }
        throw new AssertionError(place + " is no map");
    }

    /** Itself and everything below it. */
    Stream<Node> everything() {
        return Stream.concat(Stream.of(this), switch (value) {
            case Map<?, ?> _ -> entries().values().stream().flatMap(Node::everything);
            case List<?> _ -> items().stream().flatMap(Node::everything);
            case null, default -> Stream.empty();
        });
    }
}

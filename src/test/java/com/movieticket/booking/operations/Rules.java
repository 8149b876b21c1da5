package com.movieticket.booking.operations;

import java.util.List;

/** The rules that Prometheus is given. */
final class Rules {
    static final String FOLDER = "deploy/prometheus/";

    /** A recording rule. */
    record Recording(String name, String expression) {
    }

    /** An alert, as it stands in its file. */
    record Alert(String name, String expression, Node rule) {
        String severity() {
            return rule.at("labels", "severity").text();
        }

        String annotation(String name) {
            return rule.at("annotations", name).text();
        }
    }

    private Rules() {
    }

    static List<Recording> recording() {
        return rules("recording.yml").stream()
                .map(rule -> new Recording(rule.at("record").text(), rule.at("expr").text())).toList();
    }

    static List<Alert> alerts() {
        return rules("alerts.yml").stream()
                .map(rule -> new Alert(rule.at("alert").text(), rule.at("expr").text(), rule)).toList();
    }

    private static List<Node> rules(String file) {
        return Node.read(FOLDER + file).at("groups").items().stream()
                .flatMap(group -> group.at("rules").items().stream()).toList();
    }
}

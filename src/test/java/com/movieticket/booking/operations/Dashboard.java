package com.movieticket.booking.operations;

import java.util.ArrayList;
import java.util.List;

/**
 * The dashboard.
 *
 * @param json as Grafana reads it
 */
record Dashboard(Node json) {
    static Dashboard read() {
        return new Dashboard(Node.read("deploy/grafana/booking-service.json"));
    }

    /** All but the headings of rows. */
    List<Node> panels() {
        return json.at("panels").items().stream().filter(panel -> !panel.at("type").text().equals("row")).toList();
    }

    List<String> rows() {
        return json.at("panels").items().stream().filter(panel -> panel.at("type").text().equals("row"))
                .map(panel -> panel.at("title").text()).toList();
    }

    /** What a panel asks Prometheus for, with Grafana's variables filled in as Grafana would. */
    static List<String> queries(Node panel) {
        return panel.at("targets").items().stream().map(target -> filledIn(target.at("expr").text())).toList();
    }

    /** Of all panels, and of the marks that alerts leave. */
    List<String> queries() {
        var all = new ArrayList<>(panels().stream().flatMap(panel -> queries(panel).stream()).toList());
        json.at("annotations", "list").items().forEach(mark -> all.add(filledIn(mark.at("expr").text())));
        return all;
    }

    static String filledIn(String query) {
        return query.replace("$__rate_interval", "1m").replace("$instance", ".*");
    }
}

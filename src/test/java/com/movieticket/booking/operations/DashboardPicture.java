package com.movieticket.booking.operations;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Draws the dashboard without Grafana: its own panels in their own places, with what a Prometheus answers to their own
 * queries. Not a test, but how the README's picture is made; {@link #main(String[])} says how.
 */
final class DashboardPicture {
    private static final int WIDTH = 1500;
    private static final int UNIT = 29;
    private static final int STEPS = 150;
    private static final int MOST_IN_A_LEGEND = 4;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI prometheus;
    private final Instant end = Instant.now();
    private final Duration span;

    private DashboardPicture(URI prometheus, Duration span) {
        this.prometheus = prometheus;
        this.span = span;
    }

    /**
     * Draws.
     *
     * @param arguments the address of a Prometheus that watches a service, how many seconds to show, how many of the
     *                  dashboard's rows, and where to put the picture
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var picture = new DashboardPicture(URI.create(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[1])));
        Path page = Files.createTempFile("dashboard-", ".html");
        try {
            int height = picture.write(page, Integer.parseInt(arguments[2]));
            Tool.Run run = Tool.installed("chromium", "there is nothing to draw with").run(
                    Map.of("HOME", System.getProperty("java.io.tmpdir")), "--headless", "--no-sandbox", "--disable-gpu",
                    "--hide-scrollbars", "--window-size=" + WIDTH + "," + height, "--screenshot=" + arguments[3],
                    page.toUri().toString());
            assertThat(run.exitCode()).as(run.output()).isZero();
        } finally {
            Files.delete(page);
        }
    }

    /** Answers with its height. */
    private int write(Path page, int rows) throws IOException, InterruptedException {
        List<Node> all = Dashboard.read().json().at("panels").items();
        List<Node> headings = all.stream().filter(panel -> panel.at("type").text().equals("row")).toList();
        int bottom = headings.size() > rows ? place(headings.get(rows), "y") : Integer.MAX_VALUE;
        var html = new StringBuilder(STYLE);
        int height = 0;
        for (Node panel : all) {
            if (place(panel, "y") < bottom) {
                html.append(box(panel));
                height = Math.max(height, place(panel, "y") + place(panel, "h"));
            }
        }
        Files.writeString(page, html);
        return height * UNIT + 8;
    }

    private static int place(Node panel, String name) {
        return panel.at("gridPos", name).number();
    }

    private String box(Node panel) throws IOException, InterruptedException {
        int width = place(panel, "w") * WIDTH / 24;
        int height = place(panel, "h") * UNIT;
        String title = panel.at("title").text();
        String content = switch (panel.at("type").text()) {
            case "row" -> "<h2>" + title + "</h2>";
            case "stat" -> "<div class=panel><h3>%s</h3><b>%s</b></div>".formatted(title, latest(panel));
            default -> "<div class=panel><h3>%s</h3>%s</div>".formatted(title, chart(panel, width - 32, height - 86));
        };
        return "<section style='left:%dpx;top:%dpx;width:%dpx;height:%dpx'>%s</section>".formatted(
                place(panel, "x") * WIDTH / 24, place(panel, "y") * UNIT, width, height, content);
    }

    private String latest(Node panel) throws IOException, InterruptedException {
        return series(panel).values().stream().findFirst().filter(points -> !points.isEmpty())
                .map(points -> inUnit(points.getLast().value(), unit(panel))).orElse("no data");
    }

    /** The lines, and beneath them which is which. */
    private String chart(Node panel, int width, int height) throws IOException, InterruptedException {
        Map<String, List<Point>> series = series(panel);
        double most = series.values().stream().flatMap(List::stream).mapToDouble(Point::value).max().orElse(0);
        double top = most <= 0 ? 1 : most * 1.1;
        var svg = new StringBuilder("<svg width=%d height=%d>".formatted(width, height));
        for (int line = 0; line <= 2; line++) {
            int y = height - 6 - line * (height - 16) / 2;
            svg.append("<line x1=58 x2=%d y1=%d y2=%d class=grid /><text x=52 y=%d>%s</text>".formatted(width, y, y, y + 4,
                    inUnit(top * line / 2, unit(panel))));
        }
        var legend = new StringBuilder("<p>");
        int colour = 0;
        for (var one : series.entrySet()) {
            String hue = COLOURS.get(colour++ % COLOURS.size());
            String path = one.getValue().stream().map(point -> "%.1f,%.1f".formatted(58 + point.at() * (width - 58),
                    height - 6 - point.value() / top * (height - 16))).collect(Collectors.joining(" "));
            svg.append("<polyline points='%s' stroke='%s' />".formatted(path, hue));
            legend.append("<span><i style='background:%s'></i>%s</span> ".formatted(hue, one.getKey()));
        }
        return svg.append("</svg>").append(series.isEmpty() ? "<p>no data" : legend).append("</p>").toString();
    }

    /** @param at from 0, when the picture begins, to 1, when it ends */
    private record Point(double at, double value) {
    }

    /** By the names that the panel gives them. */
    private Map<String, List<Point>> series(Node panel) throws IOException, InterruptedException {
        var series = new TreeMap<String, List<Point>>();
        for (Node target : panel.at("targets").items()) {
            String query = Dashboard.filledIn(target.at("expr").text());
            for (Node one : asked(query)) {
                String name = target.entries().containsKey("legendFormat") ? target.at("legendFormat").text() : "";
                for (var label : one.at("metric").entries().entrySet()) {
                    name = name.replace("{{" + label.getKey() + "}}", label.getValue().text());
                }
                var points = new ArrayList<Point>();
                for (Node pair : one.at("values").items()) {
                    double value = Double.parseDouble(pair.at(1).text());
                    double time = Double.parseDouble(String.valueOf(pair.at(0).value()));
                    double begin = end.minus(span).toEpochMilli() / 1000.0;
                    if (Double.isFinite(value)) {
                        points.add(new Point((time - begin) / span.toSeconds(), value));
                    }
                }
                series.put(name, points);
            }
        }
        series.values().removeIf(List::isEmpty);
        if (series.size() > MOST_IN_A_LEGEND) { // those that are nothing all the time only hide the others
            series.values().removeIf(points -> points.stream().allMatch(point -> point.value() == 0));
        }
        return series;
    }

    private List<Node> asked(String query) throws IOException, InterruptedException {
        String path = "/api/v1/query_range?start=%d&end=%d&step=%d&query=%s".formatted(
                end.minus(span).getEpochSecond(), end.getEpochSecond(), Math.max(1, span.toSeconds() / STEPS),
                URLEncoder.encode(query, StandardCharsets.UTF_8));
        var answer = client.send(HttpRequest.newBuilder(prometheus.resolve(path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(query + ": " + answer.body()).isEqualTo(200);
        return Node.parse(query, answer.body()).at("data", "result").items();
    }

    private static String unit(Node panel) {
        return panel.at("fieldConfig", "defaults", "unit").text();
    }

    private static String inUnit(double value, String unit) {
        return switch (unit) {
            case "percentunit" -> "%.3g %%".formatted(value * 100).replaceAll("0\\.00+ %", "0 %");
            case "s" -> value < 1 ? "%.0f ms".formatted(value * 1000) : "%.1f s".formatted(value);
            case "reqps", "ops" -> "%.2g /s".formatted(value);
            case "bytes" -> "%.0f MB".formatted(value / 1e6);
            default -> value == Math.rint(value) ? "%.0f".formatted(value) : "%.1f".formatted(value);
        };
    }

    private static final List<String> COLOURS = List.of("#73bf69", "#5794f2", "#f2cc0c", "#ff780a", "#f2495c", "#b877d9",
            "#37872d", "#8ab8ff", "#fade2a", "#ca95e5", "#1f60c4", "#c4162a");

    private static final String STYLE = """
            <!doctype html><meta charset=utf-8><style>
            body { margin: 0; background: #111217; color: #ccccdc; font: 13px "DejaVu Sans", sans-serif }
            section { position: absolute; overflow: hidden }
            h2 { font-size: 15px; margin: 6px 8px }
            h3 { font-size: 14px; font-weight: 600; margin: 0 0 4px }
            .panel { position: absolute; inset: 3px 4px; padding: 8px 12px; background: #181b1f;
              border: 1px solid #2c3036; border-radius: 3px; overflow: hidden }
            b { display: block; text-align: center; font-size: 42px; line-height: 84px; color: #73bf69 }
            text { fill: #9fa3ad; font-size: 11px; text-anchor: end }
            .grid { stroke: #2c3036 } polyline { fill: none; stroke-width: 1.8 }
            p { margin: 2px 0; font-size: 11.5px; line-height: 15px; color: #b4b7c2 }
            span { white-space: nowrap } i { display: inline-block; width: 12px; height: 4px; margin: 3px 5px 3px 8px }
            </style>
            """;
}

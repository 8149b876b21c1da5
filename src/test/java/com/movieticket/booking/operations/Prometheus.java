package com.movieticket.booking.operations;

import com.movieticket.booking.testing.Eventually;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A Prometheus of our own that runs with the configuration that is shipped, but looks every second, at one instance. */
final class Prometheus implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** @param folder for all that it writes */
    static Prometheus watching(URI metrics, Tool program, Path folder) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), configuration(metrics));
        int port = Ports.free();
        Process process = program.start(Map.of(), folder.resolve("prometheus.log"),
                "--config.file=" + configuration, "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port, "--log.level=warn");
        var prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
        try {
            Eventually.within(Duration.ofSeconds(60)).every(Duration.ofMillis(100)).check(prometheus::assertReady);
        } catch (AssertionError e) {
            prometheus.close();
            throw new AssertionError(Files.readString(folder.resolve("prometheus.log")), e);
        }
        return prometheus;
    }

    private static String configuration(URI metrics) {
        Node shipped = Node.read(Rules.FOLDER + "prometheus.yml");
        var job = new LinkedHashMap<String, Object>();
        shipped.at("scrape_configs", 0).entries().forEach((key, node) -> job.put(key, node.value()));
        job.remove("dns_sd_configs");
        job.put("static_configs", List.of(Map.of("targets", List.of(metrics.getAuthority()))));
        return new Yaml().dump(Map.of(
                "global", Map.of("scrape_interval", "1s", "scrape_timeout", "1s", "evaluation_interval", "1s"),
                "rule_files", shipped.at("rule_files").texts().stream()
                        .map(file -> Path.of(Rules.FOLDER, file).toAbsolutePath().toString()).toList(),
                "scrape_configs", List.of(job)));
    }

    private void assertReady() {
        try {
            assertThat(send("/-/ready").statusCode()).isEqualTo(200);
        } catch (UncheckedIOException e) {
            throw new AssertionError(e);
        }
    }

    /** What it answers to a call of its interface; fails unless that is a success. */
    Node get(String path) {
        Node answer = Node.parse(path, send(path).body());
        assertThat(answer.at("status").text()).as(answer.value().toString()).isEqualTo("success");
        return answer;
    }

    /** What an expression comes to now. */
    List<Node> ask(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("data", "result").items();
    }

    private HttpResponse<String> send(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(10))
                    .build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        Tool.end(process);
    }
}

package com.movieticket.booking.operations;

import com.movieticket.booking.testing.Eventually;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** An nginx of our own that sends to the service what Kong, with {@code deploy/kong.yml}, would send. */
final class ReverseProxy implements AutoCloseable {
    /** Of every request. Kong names the service by the address of the instance, and adds itself to who was on the way. */
    private static final String HEADERS = """
            proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $proxy_host;
                  proxy_set_header X-Real-IP $remote_addr;
                  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                  proxy_set_header X-Forwarded-Proto $scheme;
                  proxy_set_header X-Forwarded-Host $host;
                  proxy_set_header X-Forwarded-Port $server_port;
                  proxy_set_header X-Forwarded-Path $request_uri;
                  proxy_set_header Via "1.1 kong/3.9.0";
                  proxy_set_header X-Correlation-ID $request_id;
                  add_header X-Correlation-ID $request_id always;""";

    private final Process process;
    private final int port;

    private ReverseProxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder for all that it writes */
    static ReverseProxy before(URI service, Tool nginx, Path folder) throws IOException {
        int port = Ports.free();
        Path configuration = Files.writeString(folder.resolve("nginx.conf"),
                configuration(service.getAuthority(), port, folder));
        Process process = nginx.start(Map.of(), folder.resolve("nginx.log"), "-p", folder.toString(),
                "-c", configuration.toString(), "-e", "stderr");
        var proxy = new ReverseProxy(process, port);
        try {
            Eventually.within(Duration.ofSeconds(30)).check(proxy::assertListening);
        } catch (AssertionError e) {
            proxy.close();
            throw new AssertionError(Files.readString(folder.resolve("nginx.log")), e);
        }
        return proxy;
    }

    private static String configuration(String service, int port, Path folder) {
        return """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  client_max_body_size 0;
                  upstream booking { server %2$s; keepalive 4; }
                  server {
                    listen 127.0.0.1:%3$d;
                    location /graphql {
                      %4$s
                      proxy_pass http://booking;
                    }
                    location = /health/booking {
                      %4$s
                      proxy_set_header X-Forwarded-Prefix /health/booking;
                      proxy_pass http://booking/health;
                    }
                    location / { return 404; }
                  }
                }
                """.formatted(folder, service, port, HEADERS);
    }

    private void assertListening() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        } catch (IOException e) {
            assertThat(process.isAlive()).as("nginx runs").isTrue();
            throw new AssertionError(e);
        }
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        Tool.end(process);
    }
}

package com.movieticket.booking.events;

import com.movieticket.booking.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a RabbitMQ URI means. */
class RabbitAddressTest {
    @ParameterizedTest
    @CsvSource({
            "amqp://admin:admin123@localhost:5672/, /",
            "amqp://admin:admin123@localhost:5672, /",
            "amqp://admin:admin123@localhost:5672/%2F, /",
            "amqp://admin:admin123@localhost:5672/movies, movies",
            "amqp://admin:admin123@localhost:5672/?heartbeat=5, /"})
    void an_empty_path_is_the_default_virtual_host(String uri, String virtualHost) {
        assertThat(RabbitAddress.factory(settings(uri)).getVirtualHost()).isEqualTo(virtualHost);
    }

    @Test
    void credentials_are_decoded() {
        var factory = RabbitAddress.factory(settings("amqp://us%40er:p%2Fw@broker:5673/"));
        assertThat(factory.getHost()).isEqualTo("broker");
        assertThat(factory.getPort()).isEqualTo(5673);
        assertThat(factory.getUsername()).isEqualTo("us@er");
        assertThat(factory.getPassword()).isEqualTo("p/w");
        assertThat(factory.isSSL()).isFalse();
    }

    @Test
    void amqps_means_tls() {
        assertThat(RabbitAddress.factory(settings("amqps://broker/")).isSSL()).isTrue();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused(@TempDir Path folder) throws Exception {
        try (ServerSocket server = selfSigned(folder).createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var accepted = server.accept()) {
                    accepted.getInputStream().read();
                } catch (IOException _) {
                    // the client hangs up
                }
            });
            var factory = RabbitAddress.factory(settings("amqps://127.0.0.1:" + server.getLocalPort()));
            assertThatThrownBy(factory::newConnection).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "broker:5672", "http://alice:s3cret@broker", "amqp:alice:s3cret",
            "amqp://alice:s3@cret@broker/", "amqp://alice:s3cret@broker:port/", "amqp://alice:s3 cret@broker/",
            "amqp://alice:s3cret@broker/a/b", "amqp://alice:s3cret:x@broker/"})
    void a_uri_that_makes_no_sense_is_refused_without_being_repeated(String uri) {
        assertThatThrownBy(() -> RabbitAddress.factory(settings(uri)))
                .isInstanceOf(IllegalArgumentException.class).hasNoCause()
                .message().doesNotContain("s3", "alice");
    }

    private static SSLServerSocketFactory selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("broker.p12");
        char[] password = "changeit".toCharArray();
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
                "-keystore", store.toString(), "-storepass", new String(password)).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private static Settings.Rabbitmq settings(String uri) {
        return new Settings.Rabbitmq(uri, "movie_app_events", Duration.ofSeconds(1));
    }
}

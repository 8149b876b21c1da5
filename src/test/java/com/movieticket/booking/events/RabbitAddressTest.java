package com.movieticket.booking.events;

import com.movieticket.booking.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"", "broker:5672", "http://alice:s3cret@broker", "amqp:alice:s3cret",
            "amqp://alice:s3@cret@broker/", "amqp://alice:s3cret@broker:port/", "amqp://alice:s3 cret@broker/",
            "amqp://alice:s3cret@broker/a/b", "amqp://alice:s3cret:x@broker/"})
    void a_uri_that_makes_no_sense_is_refused_without_being_repeated(String uri) {
        assertThatThrownBy(() -> RabbitAddress.factory(settings(uri)))
                .isInstanceOf(IllegalArgumentException.class).hasNoCause()
                .message().doesNotContain("s3", "alice");
    }

    private static Settings.Rabbitmq settings(String uri) {
        return new Settings.Rabbitmq(uri, "movie_app_events", Duration.ofSeconds(1));
    }
}

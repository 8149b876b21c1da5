package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Where an address leads is found out as the service finds it. */
class ReachingTest {
    @ParameterizedTest
    @CsvSource({"http://users.example,80", "https://users.example,443", "HTTPS://Users.Example,443",
            "HTTP://users.example,80", "https://users.example:8443,8443"})
    void without_a_port_that_of_the_scheme_counts_however_it_is_written(String url, int port) {
        assertThat(Reaching.to(URI.create(url), "USER_SERVICE_URL").port()).isEqualTo(port);
    }

    @Test
    void a_host_to_listen_at_that_nobody_knows_is_told() throws Exception {
        var second = Duration.ofSeconds(1);
        Finding port = new ListeningPort(new Settings.Server("nowhere.invalid", 8004, second, 1, 1, 1, 1, 1, second,
                second, second, second)).steps().getFirst().question().ask();

        assertThat(port).isInstanceOfSatisfying(Ill.class, ill -> {
            assertThat(ill.detail()).isEqualTo("nowhere.invalid is not known");
            assertThat(ill.advice()).contains("SERVER_HOST");
        });
    }
}

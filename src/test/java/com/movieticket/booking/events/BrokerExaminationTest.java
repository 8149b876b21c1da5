package com.movieticket.booking.events;

import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Step;
import com.movieticket.booking.sandbox.BrokerStandIn;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.FaultyWire;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** The doctor leaves no connection to the broker behind. */
class BrokerExaminationTest {
    /** The step was given up, the examination closed, and then the broker let us in after all. */
    @Test
    void a_connection_that_comes_too_late_is_closed_at_once() throws Exception {
        try (var broker = BrokerStandIn.start(0); var wire = FaultyWire.to(URI.create(broker.url()).getPort())) {
            var examination = new BrokerExamination(
                    new Settings.Rabbitmq(wire.through(broker.url()), "events", Duration.ofSeconds(5)));
            Step authenticate = examination.steps().stream().filter(step -> step.name().equals("authenticate"))
                    .findFirst().orElseThrow();

            examination.close();

            assertThat(authenticate.question().ask()).isInstanceOf(Well.class);
            Eventually.within(Duration.ofSeconds(10)).check(() -> assertThat(wire.connections()).isZero());
        }
    }
}

package com.movieticket.booking.bench;

import com.movieticket.booking.crash.SweepingInstance;
import com.movieticket.booking.frontdoor.Audience;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;
import com.movieticket.booking.testing.Eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What 1, 2 and 4 instances on one store do twice, and for nothing, while all of them expire the same bookings. */
final class ManyInstances implements Row {
    private static final int BOOKINGS = 2_000;

    @Override
    public String name() {
        return "instances";
    }

    @Override
    public String title() {
        return "%,d bookings expired by 1, 2 and 4 instances on one store".formatted(BOOKINGS);
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        var figures = new ArrayList<Figure>();
        for (int instances : List.of(1, 2, 4)) {
            progress.accept(instances == 1 ? "one instance" : instances + " instances");
            figures.addAll(measured(instances));
        }
        return figures;
    }

    private static List<Figure> measured(int count) throws Exception {
        try (var parts = Parts.start()) {
            String broker = parts.environment().get("RABBITMQ_URL");
            Audience.at(broker).close(); // its queue stays
            StoredBookings.addOverdue(parts.mongodb(), 0, BOOKINGS);
            Settings settings = settings(parts);
            List<SweepingInstance> instances = IntStream.range(0, count)
                    .mapToObj(i -> SweepingInstance.start("instance-" + i, settings)).toList();
            try {
                Eventually.within(Duration.ofMinutes(3)).every(Duration.ofMillis(250)).check(() ->
                        assertThat(published(broker)).as("events published").isGreaterThanOrEqualTo(BOOKINGS));
            } finally {
                instances.forEach(SweepingInstance::close);
            }
            int done = instances.stream().mapToInt(SweepingInstance::done).sum();
            int lost = instances.stream().mapToInt(SweepingInstance::lost).sum();
            int twice = done - BOOKINGS + Audience.everything(broker).size() - BOOKINGS;
            String of = count + (count == 1 ? " instance: " : " instances: ");
            return List.of(Figure.alone(of + "expired or published twice", twice, "").atMost(0),
                    Figure.alone(of + "claims lost", 100.0 * lost / (done + lost), "%").atMost(5));
        }
    }

    private static int published(String broker) {
        try {
            return Audience.waiting(broker);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Settings settings(Parts parts) {
        return switch (SettingsReader.read(new HashMap<>(parts.environment()))) {
            case Accepted(var settings) -> settings;
            case Refused refused -> throw new IllegalStateException(refused.report());
        };
    }
}

package com.movieticket.booking.bench;

import com.movieticket.booking.operations.Ports;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** From the process's start to the first booking, beside the start of a bare Helidon server with a cache of its own code. */
final class StartTime implements Row {
    private static final int ROUNDS = 7;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "From the start to the first create_booking that succeeds";
    }

    @Override
    public List<Figure> measure(Consumer<String> progress) throws Exception {
        try (var parts = Parts.start()) {
            parts.addShowtimes("s", 10);
            var seats = new Requests.Seats("s");
            progress.accept("training the bare server");
            var bare = BareServer.trained();
            ours(parts, seats); // so that the disk's cache is warm
            bare(bare);
            progress.accept("%d rounds, ms".formatted(ROUNDS));
            return List.of(Rounds.alternating(ROUNDS, () -> ours(parts, seats), () -> bare(bare), progress)
                    .figure("to the first booking", "ms").atMostTimes(1.3));
        }
    }

    private static double ours(Parts parts, Requests.Seats seats) throws IOException {
        int port = Ports.free();
        long begin = System.nanoTime();
        try (var _ = Launch.asShipped(with(parts.environment(), port))) {
            return FirstAnswer.millis(port, seats::creation, Requests.BOOKED, begin);
        }
    }

    private static Map<String, String> with(Map<String, String> environment, int port) {
        var all = new HashMap<>(environment);
        all.put("PORT", String.valueOf(port));
        return all;
    }

    private static double bare(List<String> command) throws Exception {
        int port = Ports.free();
        long begin = System.nanoTime();
        Process process = BareServer.start(command, port);
        try {
            return FirstAnswer.millis(port, () -> BareServer.REQUEST, BareServer.ANSWER, begin);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}

package com.movieticket.booking.sandbox;

import com.movieticket.booking.BookingService;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The command behind {@code mvn -Psandbox}: the booking service with everything around it, or, with
 * {@code -Dsandbox.service=off}, everything but the service. Runs until it is told to stop, or until the process that
 * started it ends.
 *
 * <p>Exit code 2 for settings that can't be, 1 when something doesn't start.
 */
public final class Sandbox {
    private final Neighbourhood neighbourhood;
    private final Optional<AutoCloseable> service;

    private Sandbox(Neighbourhood neighbourhood, Optional<AutoCloseable> service) {
        this.neighbourhood = neighbourhood;
        this.service = service;
    }

    /** Starts, says so, and waits. */
    public static void main(String[] arguments) throws InterruptedException {
        QuietLogs.apply();
        var running = new CompletableFuture<Sandbox>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stopping"));
        // Maven leaves its child behind when it is ended by anything but Ctrl-C: so the child leaves by itself.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        try {
            boolean withService = withService(System.getProperty("sandbox.service", "on"));
            running.complete(start(withService, System.getenv()));
        } catch (UnusableSettingException problem) {
            fail(running, 2, problem.getMessage());
        } catch (Exception | Error problem) {
            fail(running, 1, "The sandbox can't start: " + problem);
        }
        Thread.currentThread().join(); // until a signal ends the process
    }

    private static boolean withService(String value) {
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new UnusableSettingException("sandbox.service=" + value + ": on or off is needed");
        };
    }

    private static Sandbox start(boolean withService, Map<String, String> given) throws Exception {
        var neighbourhood = Neighbourhood.start(given);
        var banner = new Banner(neighbourhood);
        if (!withService) {
            System.out.println(banner.withoutService());
            return new Sandbox(neighbourhood, Optional.empty());
        }
        var environment = new HashMap<>(given);
        environment.putAll(neighbourhood.environment());
        try {
            var service = startService(environment);
            System.out.println(banner.withService("http://127.0.0.1:" + service.port()));
            return new Sandbox(neighbourhood, Optional.of(service));
        } catch (Exception | Error problem) {
            neighbourhood.close();
            throw problem;
        }
    }

    /** The one place where the booking service itself is started. */
    private static BookingService startService(Map<String, String> environment) {
        return switch (SettingsReader.read(environment)) {
            case Accepted(var settings) -> BookingService.start(settings);
            case Refused refused -> throw new IllegalArgumentException(refused.report());
        };
    }

    private void close() throws Exception {
        try (neighbourhood) {
            if (service.isPresent()) {
                service.get().close();
            }
        }
    }

    /** A signal may come while things are still starting: waits for that, so that nothing is left behind. */
    private static void stop(CompletableFuture<Sandbox> running) {
        try {
            running.get(15, TimeUnit.SECONDS).close();
            System.out.println("The sandbox has stopped.");
        } catch (Exception problem) {
            if (!running.isCompletedExceptionally()) {
                System.err.println("The sandbox did not stop cleanly: " + problem);
            }
        }
    }

    private static void fail(CompletableFuture<Sandbox> running, int code, String message) {
        running.completeExceptionally(new IllegalStateException(message));
        System.err.println(message);
        System.exit(code);
    }
}

package com.movieticket.booking;

import com.movieticket.booking.graphql.UnusableDocumentsException;
import com.movieticket.booking.observe.Logging;
import com.movieticket.booking.resilience.AddressCache;
import com.movieticket.booking.settings.FrameworkConfiguration;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.SettingsReader;
import com.movieticket.booking.settings.SettingsReader.Outcome.Accepted;
import com.movieticket.booking.settings.SettingsReader.Outcome.Refused;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The program: reads the settings, starts the service, and stops it on SIGTERM.
 *
 * <p>Exit codes: 0 after SIGTERM or SIGINT, 1 when the service can't start, 2 for bad settings or arguments.
 */
public final class Main {
    private static final String HELP = """
            The booking service: books movie tickets over GraphQL.

            Usage: booking [--help]
                   booking health    asks the one that runs here whether it is alive: exit code 0, else 1

            It takes its settings from the environment, for example
              PORT                     where it listens, 8004
              MONGODB_URI              the booking store
              USER_SERVICE_URL         the user service, http://user-service:8080
              CINEMA_SERVICE_GRPC_URL  the cinema service, cinema-service:9090
              PAYMENT_SERVICE_URL      the payment service, http://payment-service:8003
              RABBITMQ_URL             the broker
              SEAT_LOCK_SECONDS        how long seats are held for an unpaid booking, 300
              LOG_FORMAT, LOG_LEVEL    json or text, INFO
            README.md has the whole list. Settings that can't be are all reported together, with exit code 2.""";

    /** Longer than all that the parts allow themselves; whoever sent SIGTERM decides in the end. */
    private static final Duration STOPPING = Duration.ofSeconds(60);

    private Main() {
    }

    /** Runs until it is told to stop. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("health")) {
            HealthQuestion.main();
        }
        if (arguments.length > 0) {
            boolean help = arguments[0].equals("--help") || arguments[0].equals("-h");
            (help ? System.out : System.err).println(help ? HELP : "Unknown argument. Try --help.");
            System.exit(help ? 0 : 2);
        }
        switch (SettingsReader.read(System.getenv())) {
            case Accepted(Settings settings) -> run(settings);
            case Refused refused -> {
                System.err.println(refused.report());
                System.exit(2);
            }
        }
    }

    private static void run(Settings settings) throws InterruptedException {
        AddressCache.shorten();
        Logging.configure(settings.log());
        FrameworkConfiguration.disable();
        Logger log = System.getLogger(Main.class.getName());
        CodeCache.problem().ifPresent(problem -> log.log(Level.WARNING, problem));
        var stopped = new CountDownLatch(1);
        BookingService service;
        try {
            service = BookingService.start(settings);
        } catch (UnusableDocumentsException e) {
            System.err.println(new Refused(e.problems()).report());
            System.exit(2);
            return;
        } catch (IllegalStateException e) {
            log.log(Level.ERROR, e.getMessage());
            System.exit(1);
            return;
        }
        Logging.onShutdown(() -> {
            log.log(Level.INFO, "Stopping");
            service.close();
            log.log(Level.INFO, "Stopped");
            stopped.countDown();
        }, STOPPING);
        log.log(Level.INFO, () -> "Booking service is listening on port " + service.port());
        stopped.await();
    }
}

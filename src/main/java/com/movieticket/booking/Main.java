package com.movieticket.booking;

import com.movieticket.booking.diagnosis.Report;
import com.movieticket.booking.diagnosis.Report.Form;
import com.movieticket.booking.graphql.UnusableDocumentsException;
import com.movieticket.booking.observe.BuildInfo;
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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The program: what it does is its first argument, and without one it runs the service until SIGTERM.
 *
 * <p>Exit codes: 0 when all is well; 1 when the service can't start, a check of the doctor fails, or nobody says that the
 * service is alive; 2 for bad settings or arguments. The service that is told to stop ends as the signal has it, 143 for
 * SIGTERM.
 */
public final class Main {
    private static final String HELP = """
            The booking service: books movie tickets over GraphQL.

            Usage: booking [run]            runs the service until SIGTERM
                   booking doctor [--json]  checks the settings and everything that the service needs, and says what to
                                            do: from each server's name to our rights there. It changes nothing, and may
                                            run beside the service. Exit code 0 when nothing has failed, else 1
                   booking health           asks the one that runs here whether it is alive: exit code 0, else 1
                   booking --version        which build and which Java this is
                   booking --help

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

    /** Does what it is told, which is to run where nothing is said. */
    public static void main(String[] arguments) throws InterruptedException {
        switch (String.join(" ", arguments)) {
            case "", "run" -> run(settings());
            case "doctor" -> System.exit(examine(settings(), Form.TABLE));
            case "doctor --json" -> System.exit(examine(settings(), Form.JSON));
            case "health" -> System.exit(HealthQuestion.ask(System.getenv()));
            case "--version" -> System.out.println(BuildInfo.read().described());
            case "--help", "-h" -> System.out.println(HELP);
            default -> {
                System.err.println("Unknown argument. Try --help.");
                System.exit(2);
            }
        }
    }

    /** The program ends here when they can't be. */
    private static Settings settings() {
        return switch (SettingsReader.read(System.getenv())) {
            case Accepted(Settings settings) -> settings;
            case Refused refused -> {
                System.err.println(refused.report());
                System.exit(2);
                throw new IllegalStateException("the program has ended");
            }
        };
    }

    /** The log is silent meanwhile: whatever there is to say stands in the report. */
    private static int examine(Settings settings, Form form) throws InterruptedException {
        AddressCache.shorten();
        Logging.configure(new Settings.Log(java.util.logging.Level.OFF, settings.log().format(), Optional.empty()));
        FrameworkConfiguration.disable();
        Report report = Doctor.examine(settings);
        System.out.print(report.in(form));
        return report.well() ? 0 : 1;
    }

    private static void run(Settings settings) throws InterruptedException {
        Carriers.atLeastTwo(Runtime.getRuntime().availableProcessors());
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

package com.movieticket.booking;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.cinema.CinemaServiceExamination;
import com.movieticket.booking.diagnosis.Diagnosis;
import com.movieticket.booking.diagnosis.Examination;
import com.movieticket.booking.diagnosis.LevelFile;
import com.movieticket.booking.diagnosis.ListeningPort;
import com.movieticket.booking.diagnosis.Report;
import com.movieticket.booking.events.BrokerExamination;
import com.movieticket.booking.graphql.ClientErrors;
import com.movieticket.booking.graphql.DocumentsExamination;
import com.movieticket.booking.payments.PaymentServiceExamination;
import com.movieticket.booking.security.TokenExamination;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.store.StoreExamination;
import com.movieticket.booking.users.UserServiceExamination;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * The other composition root: puts together what examines everything that the service needs. It starts nothing of the
 * service, changes nothing anywhere, and disturbs no instance that runs.
 */
public final class Doctor {
    /** A step has so much longer than the service itself would wait, so that it can still say what happened. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private Doctor() {
    }

    /** What is found with these settings. */
    public static Report examine(Settings settings) throws InterruptedException {
        var random = new SecureRandom();
        var clock = Clock.tickMillis(ZoneOffset.UTC);
        // Of nothing and nobody: a random one that can't be guessed, and isn't anywhere.
        String nothing = new UUID(random.nextLong(), random.nextLong()).toString();
        List<Examination> examinations = List.of(
                new ListeningPort(settings.server()),
                new DocumentsExamination(settings.graphql(), new ClientErrors(random)),
                new LevelFile(settings.log()),
                new TokenExamination(settings.jwt()),
                new StoreExamination(settings.mongodb(), nothing, clock),
                new BrokerExamination(settings.rabbitmq()),
                new UserServiceExamination(settings.users(), nothing),
                new CinemaServiceExamination(settings.cinema(), nothing),
                new PaymentServiceExamination(settings.payments(), new BookingId(nothing)));
        return new Report(new Diagnosis(limit(settings)).of(examinations));
    }

    /** For one step: connecting and greeting a broker each have its time-out. */
    static Duration limit(Settings settings) {
        return Collections.max(List.of(settings.users().timeout(), settings.cinema().timeout(),
                settings.payments().timeout(), settings.mongodb().timeout(),
                settings.rabbitmq().timeout().multipliedBy(2))).plus(MARGIN);
    }
}

package com.movieticket.booking.graphql;

import com.movieticket.booking.diagnosis.Examination;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Step;
import com.movieticket.booking.settings.Problem;
import com.movieticket.booking.settings.Settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Whether all GraphQL documents of the operator's directory can be run. */
public final class DocumentsExamination implements Examination {
    private final Settings.GraphQl settings;
    private final ClientErrors errors;

    /** Of the service with these settings. */
    public DocumentsExamination(Settings.GraphQl settings, ClientErrors errors) {
        this.settings = settings;
        this.errors = errors;
    }

    @Override
    public String subject() {
        return "This service";
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.also("documents", () -> settings.documents().directory().map(this::read)
                .orElse(new Well("no directory of its own: mode " + mode()))));
    }

    private Finding read(Path directory) {
        try {
            var reader = new DocumentReader(BookingSchema.withoutCode(), settings);
            int documents = TrustedDocuments.in(directory, reader, errors).size();
            return new Well(documents + " in " + directory + ": mode " + mode());
        } catch (UnusableDocumentsException e) {
            Problem first = e.problems().getFirst();
            int told = e.problems().size();
            return new Ill((told < TrustedDocuments.LONGEST_LIST ? "" : "at least ") + told
                    + " can't be run, the first is " + first.value(),
                    "put there what must be there: " + first.allowed());
        }
    }

    private String mode() {
        return settings.documents().mode().name().toLowerCase(Locale.ROOT);
    }
}

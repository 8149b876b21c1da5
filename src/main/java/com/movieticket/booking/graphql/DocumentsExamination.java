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
            int documents = TrustedDocuments.in(directory, new DocumentReader(BookingSchema.withoutCode(), settings), errors).size();
            return new Well(documents + " in " + directory + ": mode " + mode());
        } catch (UnusableDocumentsException e) {
            Problem first = e.problems().getFirst();
            return new Ill("%d can't be run, the first is %s".formatted(e.problems().size(), first.value()),
                    "put there what must be there: " + first.allowed());
        }
    }

    private String mode() {
        return settings.documents().mode().name().toLowerCase(Locale.ROOT);
    }
}

package com.movieticket.booking.payments;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.diagnosis.Examination;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Reaching;
import com.movieticket.booking.diagnosis.Step;
import com.movieticket.booking.resilience.RestCall;
import com.movieticket.booking.resilience.RestClient;
import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.Unanswered;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.workflow.UnavailableException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the payment service can be asked what was charged. Nothing is ever charged or refunded to find that out. */
public final class PaymentServiceExamination implements Examination {
    private static final String SETTING = "PAYMENT_SERVICE_URL";

    private final Settings.Payments settings;
    private final BookingId nothing;
    private final RestClient rest;

    /** @param nothing the id of no booking */
    public PaymentServiceExamination(Settings.Payments settings, BookingId nothing) {
        this.settings = settings;
        this.nothing = nothing;
        this.rest = new RestClient(settings.url(), settings.timeout());
    }

    @Override
    public String subject() {
        return "Payment service";
    }

    @Override
    public List<Step> steps() {
        var steps = new ArrayList<>(Reaching.to(settings.url(), SETTING).steps());
        steps.add(Step.needed("look charges up", this::lookUp));
        return steps;
    }

    private Finding lookUp() {
        String path = new PathTemplate(settings.lookupPath(), Set.of("booking_id"))
                .expand(Map.of("booking_id", nothing.value()));
        return switch (rest.send(RestCall.get(path, Map.of()))) {
            case Answered answer when answer.status() == 404 ->
                    new Well("answers 404 for no booking (if payments stay unverified, see PAYMENT_LOOKUP_PATH)");
            case Answered answer when answer.successful() -> understood(answer);
            case Answered answer -> new Ill("answers " + answer.status() + " when it is asked for charges",
                    answer.status() < 500 ? "correct PAYMENT_LOOKUP_PATH, or what the payment service lets us do"
                            : "see what the payment service's log says");
            case Unanswered silence -> new Ill(silence.problem(),
                    "see that it speaks HTTP at " + SETTING + " (https:// where it wants TLS), and what its log says");
        };
    }

    private Finding understood(Answered answer) {
        try {
            int found = Lookup.transactions(answer, nothing).size();
            return found == 0 ? new Well("knows of no charge of a booking that isn't there")
                    : new Ill("tells of charges of a booking that isn't there", "correct PAYMENT_LOOKUP_PATH");
        } catch (UnavailableException e) {
            return new Ill(e.getMessage(), "correct PAYMENT_LOOKUP_PATH");
        }
    }

    /** Closes the connection. */
    @Override
    public void close() {
        rest.close();
    }
}

package com.movieticket.booking.payments;

import com.movieticket.booking.resilience.CallOutcome;
import com.movieticket.booking.resilience.Fields;
import com.movieticket.booking.resilience.MalformedJsonException;
import com.movieticket.booking.resilience.RestReply;
import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.NotSent;
import com.movieticket.booking.resilience.RestReply.Unheard;
import com.movieticket.booking.workflow.Payments.ChargeAnswer;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Approved;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Declined;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.NotMade;
import com.movieticket.booking.workflow.Payments.ChargeAnswer.Unknown;

import java.lang.System.Logger.Level;
import java.util.Optional;

/** What the reply to a charge means. Whatever doesn't prove that money was or wasn't taken leaves it unknown. */
final class ChargeAnswers {
    private static final System.Logger LOG = System.getLogger(PaymentService.class.getName());

    private ChargeAnswers() {
    }

    static ChargeAnswer of(RestReply reply) {
        return switch (reply) {
            case NotSent(String problem, CallOutcome outcome) when outcome == CallOutcome.REJECTED ->
                    new NotMade(problem); // by ourselves, thousands of times perhaps: the guard has said why
            case NotSent(String problem, _) -> {
                LOG.log(Level.ERROR, "The payment service can''t be reached: {0}", problem);
                yield new NotMade(problem);
            }
            case Unheard(String problem, _) -> new Unknown(problem);
            case Answered answer -> answered(answer);
        };
    }

    private static ChargeAnswer answered(Answered answer) {
        if (answer.successful()) {
            return decided(answer);
        }
        return switch (answer.status()) {
            case 400, 402, 422 -> declined(answer);
            case 401, 403, 404, 405 -> {
                LOG.log(Level.ERROR, "The payment service refused a charge with status {0}: its path or our"
                        + " credentials are wrong", answer.status());
                yield new NotMade("turned away with status " + answer.status());
            }
            case 429 -> new NotMade("turned away with status 429: too many requests");
            default -> new Unknown("answered with status " + answer.status());
        };
    }

    /** The status alone doesn't decide. */
    private static ChargeAnswer decided(Answered answer) {
        try {
            var fields = Fields.ofObject(answer.body());
            Optional<Boolean> success = fields.flag("success");
            if (success.isEmpty()) {
                return new Unknown("didn't say whether it succeeded");
            }
            if (!success.get()) {
                return new Declined(Words.forUser(fields));
            }
            return fields.text("transaction_id")
                    .<ChargeAnswer>map(Approved::new)
                    .orElseGet(() -> new Unknown("approved without a transaction id"));
        } catch (MalformedJsonException e) {
            return new Unknown("answered with JSON that can't be understood: " + e.getMessage());
        }
    }

    /** A refusal needs no well-formed answer, but one that speaks of success is none. */
    private static ChargeAnswer declined(Answered answer) {
        try {
            var fields = Fields.ofObject(answer.body());
            return fields.flag("success").orElse(false)
                    ? new Unknown("contradicted itself: status " + answer.status() + " and success")
                    : new Declined(Words.forUser(fields));
        } catch (MalformedJsonException _) {
            return new Declined(Words.NO_REASON);
        }
    }
}

package com.movieticket.booking.payments;

import com.movieticket.booking.resilience.Fields;
import com.movieticket.booking.resilience.MalformedJsonException;
import com.movieticket.booking.resilience.RestReply;
import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.Unanswered;
import com.movieticket.booking.workflow.Payments.RefundAnswer;
import com.movieticket.booking.workflow.Payments.RefundAnswer.Done;
import com.movieticket.booking.workflow.Payments.RefundAnswer.Refused;
import com.movieticket.booking.workflow.Payments.RefundAnswer.Unknown;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the reply to a refund means. That the money was given back before is as good as now. */
final class RefundAnswers {
    private static final Fields NONE = Fields.ofObject("{}".getBytes(StandardCharsets.US_ASCII));
    private static final Pattern ALREADY =
            Pattern.compile("already[ _-]+(?:been[ _-]+)?refunded", Pattern.CASE_INSENSITIVE);

    private RefundAnswers() {
    }

    static RefundAnswer of(RestReply reply) {
        return switch (reply) {
            case Unanswered silence -> new Unknown(silence.problem());
            case Answered answer when answer.successful() -> decided(answer);
            case Answered answer when answer.status() >= 400 && answer.status() < 500 -> refused(answer);
            case Answered answer -> new Unknown("answered with status " + answer.status());
        };
    }

    private static RefundAnswer decided(Answered answer) {
        try {
            var fields = Fields.ofObject(answer.body());
            Optional<Boolean> success = fields.flag("success");
            if (success.isEmpty()) {
                return new Unknown("didn't say whether it succeeded");
            }
            return success.get() ? new Done(refundTransaction(fields)) : refused(answer);
        } catch (MalformedJsonException e) {
            return new Unknown("answered with JSON that can't be understood: " + e.getMessage());
        }
    }

    private static RefundAnswer refused(Answered answer) {
        Fields fields = fields(answer);
        if (ALREADY.matcher(new String(answer.body(), StandardCharsets.UTF_8)).find()) {
            return new Done(refundTransaction(fields));
        }
        return new Refused("status " + answer.status() + ", " + Words.reason(fields).orElse("no reason given"));
    }

    private static Fields fields(Answered answer) {
        try {
            return Fields.ofObject(answer.body());
        } catch (MalformedJsonException _) {
            return NONE;
        }
    }

    private static Optional<String> refundTransaction(Fields fields) {
        return fields.text("refund_transaction_id").or(() -> fields.text("refund_id"));
    }
}

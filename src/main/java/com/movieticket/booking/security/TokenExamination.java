package com.movieticket.booking.security;

import com.movieticket.booking.diagnosis.Examination;
import com.movieticket.booking.diagnosis.Finding;
import com.movieticket.booking.diagnosis.Finding.Doubtful;
import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import com.movieticket.booking.diagnosis.Reaching;
import com.movieticket.booking.diagnosis.Step;
import com.movieticket.booking.resilience.RestClient;
import com.movieticket.booking.resilience.RestReply.Answered;
import com.movieticket.booking.resilience.RestReply.Unanswered;
import com.movieticket.booking.settings.Settings;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** Whether there is something to verify callers' tokens with. */
public final class TokenExamination implements Examination {
    private static final String SETTING = "JWT_JWKS_URL";

    private final Settings.Jwt settings;

    /** Of the service with these settings. */
    public TokenExamination(Settings.Jwt settings) {
        this.settings = settings;
    }

    @Override
    public String subject() {
        return "Tokens";
    }

    @Override
    public List<Step> steps() {
        if (settings.secret().isPresent()) {
            return List.of(Step.also("secret", this::secret));
        }
        return settings.jwksUrl().map(TokenExamination::keys)
                .orElse(List.of(Step.also("keys", TokenExamination::neither)));
    }

    private static Finding neither() {
        return new Doubtful("callers are not asked who they are: anybody can book, pay and cancel for anybody",
                "set JWT_SECRET or JWT_JWKS_URL, unless a gateway is the only way in");
    }

    private Finding secret() {
        int bytes = settings.secret().map(secret -> secret.getBytes(StandardCharsets.UTF_8).length).orElse(0);
        var _ = new SharedSecret(settings.secret().orElseThrow());
        return new Well("HS256, by a secret of " + bytes + " bytes");
    }

    private static List<Step> keys(URI url) {
        var steps = new ArrayList<>(Reaching.to(url, SETTING).steps());
        steps.add(Step.needed("keys", () -> fetched(url)));
        return steps;
    }

    private static Finding fetched(URI url) {
        try (var issuer = new RestClient(url.resolve("/"), PublishedKeys.TIMEOUT)) {
            return switch (issuer.send(PublishedKeys.call(url))) {
                case Answered answer when answer.status() == 200 -> usable(answer.body());
                case Answered answer -> new Ill("the key server answers " + answer.status(), "correct " + SETTING);
                case Unanswered silence -> new Ill(silence.problem(), "see that " + SETTING
                        + " is right (https:// where it wants TLS)");
            };
        }
    }

    private static Finding usable(byte[] body) {
        try {
            int keys = KeySet.parse(new String(body, StandardCharsets.UTF_8)).keys().size();
            return keys > 0 ? new Well(keys + (keys == 1 ? " key" : " keys") + " for RS256 or ES256")
                    : new Ill("there is no key for RS256 or ES256",
                            "publish one: RSA from 2048 bits, or P-256, for signatures");
        } catch (ParseException | RuntimeException _) { // the library has both for what isn't one
            return new Ill("what is answered is no JWK set", "correct " + SETTING);
        }
    }
}

package com.movieticket.booking.graphql;

import com.movieticket.booking.booking.BookingId;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.testing.CapturedLog;
import com.movieticket.booking.testing.Eventually;
import com.movieticket.booking.testing.RestStub;
import com.movieticket.booking.testing.Sample;
import com.movieticket.booking.testing.Tokens;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens are verified with the keys that their issuer publishes, old or new, near or gone for a while. */
class PublishedKeysTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration OLD = Duration.ofMinutes(5);
    private static final Tokens TOKENS = new Tokens(Sample.T0);
    private static final String OWNER = Sample.USER.value();

    private static RSAKey rsa;
    private static RSAKey nextRsa;
    private static ECKey ec;

    private final RestStub issuer = new RestStub();
    private final GuardedEdge edge = new GuardedEdge(new Settings.Jwt(Optional.empty(),
            Optional.of(issuer.url().resolve("/.well-known/jwks.json?v=1")), Optional.of(Tokens.ISSUER), Optional.empty(),
            Duration.ofHours(12)));
    private BookingId id = Sample.ID;

    @BeforeAll
    static void keys() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("r1").generate();
        nextRsa = new RSAKeyGenerator(2048).keyID("r2").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
    }

    @BeforeEach
    void a_booking_and_keys_to_verify_with() {
        id = edge.bookingOf(Sample.USER);
        publish(rsa, ec);
    }

    @AfterEach
    void stop() {
        edge.close();
        issuer.close();
    }

    @Test
    void tokens_of_either_algorithm_are_accepted_and_the_keys_fetched_once() {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        assertThat(accepts(TOKENS.of(OWNER, ec))).isTrue();
        assertThat(edge.answer(document(), TOKENS.of("mallory", rsa))).contains("FORBIDDEN");
        assertThat(issuer.onlyRequest().target()).isEqualTo("/.well-known/jwks.json?v=1");
    }

    @Test
    void a_token_that_names_no_key_is_accepted_when_only_one_can_be_meant() {
        String nameless = TOKENS.of(OWNER, new JWSHeader(JWSAlgorithm.RS256), rsa);
        assertThat(accepts(nameless)).isTrue();
        publish(rsa, nextRsa);
        letGrowOld();
        assertThat(accepts(TOKENS.of(OWNER, nextRsa))).isTrue();
        assertThat(accepts(nameless)).isFalse();
    }

    @Test
    void a_public_key_is_no_shared_secret() throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build();
        for (byte[] published : List.of(rsa.toRSAPublicKey().getEncoded(), rsa.toPublicJWK().toJSONString()
                .getBytes(StandardCharsets.UTF_8), rsa.getModulus().decode())) {
            assertThat(accepts(TOKENS.of(OWNER, header, published))).isFalse();
        }
        assertThat(issuer.requests()).as("not even worth a fetch").isEmpty();
    }

    @Test
    void a_public_key_in_its_usual_form_is_no_shared_secret() throws JOSEException {
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(rsa.toRSAPublicKey().getEncoded()) + "\n-----END PUBLIC KEY-----";
        for (String form : List.of(pem, pem + "\n")) {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build();
            assertThat(accepts(TOKENS.of(OWNER, header, form.getBytes(StandardCharsets.UTF_8)))).isFalse();
        }
    }

    @Test
    void a_signature_of_zeros_is_none() {
        String token = TOKENS.of(OWNER, ec);
        assertThat(accepts(token)).isTrue();
        for (int length : List.of(64, 63, 70, 1)) {
            String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]);
            assertThat(accepts(token.replaceAll("[^.]*$", zeros))).isFalse();
        }
    }

    @Test
    void a_key_of_one_kind_is_not_to_be_had_by_the_name_of_the_other() {
        assertThat(accepts(TOKENS.of(OWNER, new ECKey.Builder(ec).keyID("r1").build()))).isFalse();
        assertThat(accepts(TOKENS.of(OWNER, new RSAKey.Builder(rsa).keyID("e1").build()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../etc/passwd", "/dev/null", "r1' OR '1'='1", "r1\u0000", "r1\r\nr1", "R1", "",
            "http://127.0.0.1/jwks.json"})
    void a_keys_name_is_only_compared_and_never_logged(String name) {
        try (var log = new CapturedLog("com.movieticket")) {
            assertThat(accepts(TOKENS.of(OWNER, new RSAKey.Builder(nextRsa).keyID(name).build()))).isFalse();
            assertThat(accepts(TOKENS.of(OWNER, new RSAKey.Builder(rsa).keyID(name).build()))).isFalse();
            assertThat(log.all().lines()).noneMatch(line -> line.contains("passwd") || line.contains("OR '1'"))
                    .noneMatch(line -> line.startsWith("r1"));
        }
        assertThat(issuer.requests()).hasSize(1);
    }

    @Test
    void a_symmetric_key_is_not_to_be_published() {
        byte[] secret = new byte[32];
        publish(rsa, new OctetSequenceKey.Builder(secret).keyID("s1").algorithm(JWSAlgorithm.HS256).build());
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("s1").build();
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        assertThat(accepts(TOKENS.of(OWNER, header, secret))).isFalse();
    }

    @Test
    void a_key_serves_its_own_algorithm_and_purpose_alone() {
        publish(new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.RS512).build(),
                new RSAKey.Builder(nextRsa).keyUse(KeyUse.ENCRYPTION).build(), ec);
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isFalse();
        assertThat(accepts(TOKENS.of(OWNER, nextRsa))).isFalse();
        assertThat(accepts(TOKENS.of(OWNER, ec))).isTrue();
        publish(rsa);
        letGrowOld();
        var rs512 = new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("r1").build();
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        assertThat(accepts(TOKENS.of(OWNER, rs512, rsa))).isFalse();
    }

    @Test
    void a_weak_key_is_not_believed() throws JOSEException {
        var weak = new RSAKeyGenerator(1024, true).keyID("w").generate();
        publish(weak, rsa);
        assertThat(accepts(TOKENS.of(OWNER, weak))).isFalse();
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
    }

    @Test
    void a_key_of_the_same_name_is_not_the_same_key() {
        var forged = new RSAKey.Builder(nextRsa).keyID("r1").build();
        assertThat(accepts(TOKENS.of(OWNER, forged))).isFalse();
    }

    @Test
    void a_key_in_the_tokens_own_header_is_nobodys() {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("r2").jwk(nextRsa.toPublicJWK())
                .jwkURL(issuer.url().resolve("/mine")).x509CertURL(issuer.url().resolve("/mine-too")).build();
        assertThat(accepts(TOKENS.of(OWNER, header, nextRsa))).isFalse();
        assertThat(issuer.requests()).allSatisfy(request -> assertThat(request.target()).doesNotContain("mine"));
    }

    @Test
    void a_new_key_is_found_as_soon_as_a_token_names_it() {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        publish(nextRsa);
        edge.clock.advance(PAUSE);
        assertThat(accepts(TOKENS.of(OWNER, nextRsa))).isTrue();
        assertThat(accepts(TOKENS.of(OWNER, rsa))).as("withdrawn").isFalse();
    }

    @Test
    void invented_keys_do_not_bother_the_issuer() {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        IntStream.range(0, 50).forEach(i ->
                assertThat(accepts(TOKENS.of(OWNER, new RSAKey.Builder(nextRsa).keyID("x" + i).build()))).isFalse());
        assertThat(issuer.requests()).hasSize(1);
        edge.clock.advance(PAUSE);
        IntStream.range(0, 50).forEach(i ->
                assertThat(accepts(TOKENS.of(OWNER, new RSAKey.Builder(nextRsa).keyID("y" + i).build()))).isFalse());
        assertThat(issuer.requests()).hasSize(2);
    }

    @Test
    void old_keys_are_fetched_anew_beside_the_requests_so_that_withdrawn_ones_go() {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        publish(ec);
        edge.clock.advance(OLD);
        assertThat(accepts(TOKENS.of(OWNER, rsa))).as("not waited for").isNotNull();
        Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(accepts(TOKENS.of(OWNER, rsa))).isFalse());
        assertThat(accepts(TOKENS.of(OWNER, ec))).isTrue();
    }

    @Test
    void a_key_that_was_withdrawn_while_nobody_asked_does_not_count_even_once() {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        publish(ec);
        edge.clock.advance(OLD.multipliedBy(2));
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isFalse();
        assertThat(accepts(TOKENS.of(OWNER, ec))).isTrue();
    }

    @Test
    void who_is_known_does_not_wait_for_an_issuer_that_is_slow() throws Exception {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        var asked = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        issuer.answer(_ -> {
            asked.countDown();
            await(answered);
            return new RestStub.Reply(200, new JWKSet(List.of(rsa, nextRsa)).toString());
        });
        edge.clock.advance(PAUSE);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var unknown = executor.submit(() -> accepts(TOKENS.of(OWNER, nextRsa)));
            await(asked);
            assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
            assertThat(unknown).isNotDone();
            answered.countDown();
            assertThat(unknown.get()).isTrue();
        } finally {
            answered.countDown();
        }
    }

    @Test
    void nobody_waits_for_an_issuer_that_has_been_away_for_long() {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        issuer.answer(503, "");
        edge.clock.advance(OLD);
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(issuer.requests()).hasSize(2));

        var answered = new CountDownLatch(1);
        try {
            issuer.answer(_ -> {
                await(answered);
                return new RestStub.Reply(200, new JWKSet(List.of(rsa, nextRsa)).toString());
            });
            edge.clock.advance(OLD.plusMinutes(1));
            assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        } finally {
            answered.countDown();
        }
        // Had it waited, that fetch would have failed, and this one would come too soon.
        Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(accepts(TOKENS.of(OWNER, nextRsa))).isTrue());
    }

    @Test
    void keys_serve_on_while_the_issuer_is_away_but_not_for_ever() {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        issuer.close();
        edge.clock.advance(Duration.ofHours(6).minusSeconds(1));
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        edge.clock.advance(Duration.ofSeconds(1));
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isFalse();
    }

    @Test
    void whatever_the_issuer_answers_instead_of_keys_the_old_ones_serve_on() {
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
        for (var answer : List.of(new RestStub.Reply(500, "{}"), new RestStub.Reply(200, "<html>"),
                new RestStub.Reply(200, "{\"keys\":[]}"), new RestStub.Reply(200, "{\"keys\":7}"),
                new RestStub.Reply(302, "{}"), new RestStub.Reply(200, "[".repeat(60_000)),
                new RestStub.Reply(200, "{\"keys\":[" + "1,".repeat(60_000) + "1]}"))) {
            int before = issuer.requests().size();
            issuer.answer(answer.status(), answer.body());
            edge.clock.advance(PAUSE);
            assertThat(accepts(TOKENS.of(OWNER, nextRsa))).isFalse();
            assertThat(issuer.requests()).hasSize(before + 1);
            assertThat(accepts(TOKENS.of(OWNER, rsa))).as("after status " + answer.status()).isTrue();
        }
    }

    @Test
    void without_any_keys_no_token_is_accepted_until_they_come() {
        issuer.answer(503, "");
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isFalse();
        publish(rsa);
        assertThat(accepts(TOKENS.of(OWNER, rsa))).as("too soon after the last try").isFalse();
        edge.clock.advance(PAUSE);
        assertThat(accepts(TOKENS.of(OWNER, rsa))).isTrue();
    }

    private void publish(JWK... keys) {
        issuer.answer(200, new JWKSet(List.of(keys)).toString(false));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Old enough for the next unknown key to be looked for. */
    private void letGrowOld() {
        edge.clock.advance(PAUSE);
    }

    private String document() {
        return "{ get_booking(booking_id: \"" + id + "\") { id } }";
    }

    private boolean accepts(String token) {
        String answer = edge.answer(document(), token);
        if (!answer.contains("errors")) {
            assertThat(answer).isEqualTo("{\"data\":{\"get_booking\":{\"id\":\"" + id + "\"}}}");
            return true;
        }
        assertThat(answer).contains("\"message\":\"Authentication required\"", "\"code\":\"UNAUTHENTICATED\"");
        return false;
    }
}

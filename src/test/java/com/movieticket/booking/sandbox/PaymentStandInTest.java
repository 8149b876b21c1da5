package com.movieticket.booking.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.movieticket.booking.sandbox.Ledger.Standing;
import com.movieticket.booking.testing.Eventually;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.json.JsonValue;
import io.helidon.json.JsonValueType;
import io.helidon.webclient.api.ClientResponseTyped;
import io.helidon.webclient.api.WebClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

class PaymentStandInTest {
    private PaymentStandIn payments;
    private WebClient client;

    @BeforeEach
    void start() {
        payments = PaymentStandIn.start(0);
        client = WebClient.builder().baseUri(payments.url()).readTimeout(Duration.ofSeconds(10)).build();
    }

    @AfterEach
    void stop() {
        client.closeResource();
        payments.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"card_number\":\"4242424242424242\"}", "{\"number\":\"4242 4242 4242 4242\"}",
            "{\"card_number\":4242424242424242}", "{\"card_number\":null}"})
    void the_good_card_and_no_card_at_all_are_charged(String details) {
        var answer = process("b1", "30.0", details, "b1-1");

        assertThat(answer.status()).isEqualTo(Status.OK_200);
        assertThat(json(answer).booleanValue("success")).contains(true);
        assertThat(json(answer).stringValue("status")).contains("success");
        assertThat(payments.ledger().of("b1")).singleElement().satisfies(entry -> {
            assertThat(json(answer).stringValue("transaction_id")).contains(entry.transactionId());
            assertThat(entry.standing()).isEqualTo(Standing.SUCCESS);
            assertThat(entry.amount()).isEqualByComparingTo("30.00");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"4000000000009995 Insufficient funds", "4000000000000002 Card declined"})
    void a_bad_card_is_declined_with_its_reason_and_stands_in_the_ledger_as_failed(String numberAndReason) {
        var number = numberAndReason.substring(0, 16);

        var answer = process("b1", "30.0", card(number), "b1-1");

        assertThat(answer.status()).isEqualTo(Status.PAYMENT_REQUIRED_402);
        assertThat(json(answer).booleanValue("success")).contains(false);
        assertThat(json(answer).stringValue("message")).contains(numberAndReason.substring(17));
        assertThat(payments.ledger().of("b1")).extracting(Ledger.Entry::standing).containsExactly(Standing.FAILED);
    }

    @Test
    void the_breaking_card_is_charged_though_the_answer_is_an_error() {
        var answer = process("b1", "30.0", card("4000000000000119"), "b1-1");

        assertThat(answer.status()).isEqualTo(Status.INTERNAL_SERVER_ERROR_500);
        assertThat(payments.ledger().of("b1")).extracting(Ledger.Entry::standing).containsExactly(Standing.SUCCESS);
    }

    @Test
    void the_silent_card_is_charged_and_nothing_is_heard_until_the_service_goes_away() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() -> process("b1", "30.0", card("4000000000000259"), "b1-1"));
            Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(payments.ledger().of("b1"))
                    .extracting(Ledger.Entry::standing).containsExactly(Standing.SUCCESS));
            assertThat(call.isDone()).isFalse();

            payments.close();

            Eventually.within(Duration.ofSeconds(5)).check(() -> assertThat(call.isDone()).isTrue());
        }
    }

    @Test
    void under_one_key_there_is_one_charge_however_many_ask_at_once() throws Exception {
        var answers = atOnce(30, () -> process("b1", "30.0", "{}", "b1-1"));

        assertThat(answers.stream().map(answer -> json(answer).stringValue("transaction_id")).distinct()).hasSize(1);
        assertThat(payments.ledger().entries()).hasSize(1);
    }

    @Test
    void a_repetition_after_a_lost_answer_tells_the_charge_that_was_made() {
        process("b1", "30.0", card("4000000000000119"), "b1-1");

        var answer = process("b1", "30.0", card("4000000000000119"), "b1-1");

        assertThat(answer.status()).isEqualTo(Status.OK_200);
        assertThat(payments.ledger().entries()).extracting(Ledger.Entry::transactionId)
                .containsExactly(json(answer).stringValue("transaction_id").orElseThrow());
    }

    @Test
    void a_key_is_not_good_for_another_payment() {
        process("b1", "30.0", "{}", "b1-1");

        assertThat(process("b1", "45.0", "{}", "b1-1").status()).isEqualTo(Status.UNPROCESSABLE_CONTENT_422);
        assertThat(payments.ledger().entries()).hasSize(1);
    }

    @Test
    void a_payment_service_that_knows_no_keys_charges_twice() {
        payments.honourIdempotencyKeys(false);

        process("b1", "30.0", "{}", "b1-1");
        process("b1", "30.0", "{}", "b1-1");

        assertThat(payments.ledger().of("b1")).hasSize(2).extracting(entry -> entry.idempotencyKey().orElseThrow())
                .containsOnly("b1-1");
    }

    @Test
    void money_is_given_back_once() {
        var transaction = json(process("b1", "30.0", "{}", "b1-1")).stringValue("transaction_id").orElseThrow();

        var first = refund("b1", transaction, "30.0");
        var second = refund("b1", transaction, "30.0");

        assertThat(first.status()).isEqualTo(Status.OK_200);
        assertThat(json(first).stringValue("refund_transaction_id")).isPresent();
        assertThat(second.status()).isEqualTo(Status.CONFLICT_409);
        assertThat(second.entity()).contains("already refunded");
        assertThat(payments.ledger().of("b1")).extracting(Ledger.Entry::standing).containsExactly(Standing.REFUNDED);
    }

    @Test
    void nothing_else_is_given_back() {
        var failed = json(process("b1", "30.0", card("4000000000000002"), "b1-1")).stringValue("transaction_id");
        var charged = json(process("b1", "30.0", "{}", "b1-2")).stringValue("transaction_id").orElseThrow();

        assertThat(refund("b1", "txn_unknown", "30.0").status()).isEqualTo(Status.NOT_FOUND_404);
        assertThat(refund("b2", charged, "30.0").status()).isEqualTo(Status.NOT_FOUND_404);
        assertThat(refund("b1", charged, "31.0").status()).isEqualTo(Status.UNPROCESSABLE_CONTENT_422);
        assertThat(refund("b1", failed.orElseThrow(), "30.0").status()).isEqualTo(Status.UNPROCESSABLE_CONTENT_422);
        assertThat(payments.ledger().of("b1")).extracting(Ledger.Entry::standing)
                .containsExactly(Standing.FAILED, Standing.SUCCESS);
    }

    @Test
    void a_booking_s_transactions_can_be_looked_up() {
        process("b1", "30.0", card("4000000000000002"), "b1-1");
        process("b1", "30.0", "{}", "b1-2");

        var found = parse(get("/api/payments/booking/b1").entity()).asArray().values();

        assertThat(found).extracting(it -> it.asObject().stringValue("status").orElseThrow())
                .containsExactly("failed", "success");
        assertThat(get("/api/payments/booking/b2").status()).isEqualTo(Status.NOT_FOUND_404);
    }

    @Test
    void the_ledger_shows_every_transaction() {
        process("b1", "30.0", "{}", "b1-1");

        var row = parse(get("/ledger").entity()).asArray().values().getFirst().asObject();

        assertThat(row.keysAsStrings()).containsExactlyInAnyOrder("transaction_id", "booking_id", "idempotency_key",
                "amount", "status", "created_at");
        assertThat(row.stringValue("idempotency_key")).contains("b1-1");
        assertThat(row.value("amount", row).type()).isEqualTo(JsonValueType.NUMBER);
        assertThat(row.doubleValue("amount")).contains(30.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{}", "{\"booking_id\":1}"})
    void what_makes_no_sense_is_refused(String body) {
        var answer = post("/api/payments/process", body, "k");

        assertThat(answer.status()).isEqualTo(Status.UNPROCESSABLE_CONTENT_422);
        assertThat(json(answer).stringValue("detail")).isPresent();
        assertThat(payments.ledger().entries()).isEmpty();
    }

    @Test
    void a_refused_card_number_is_not_repeated() {
        var answer = process("b1", "30.0", card("4242x4242"), "b1-1");

        assertThat(answer.status()).isEqualTo(Status.UNPROCESSABLE_CONTENT_422);
        assertThat(answer.entity()).contains("card_number").doesNotContain("4242");
    }

    @Test
    void a_test_can_refuse_calls_and_lose_answers() {
        payments.conduct().refuse(PaymentStandIn.Call.PROCESS, Status.SERVICE_UNAVAILABLE_503);
        assertThat(process("b1", "30.0", "{}", "b1-1").status()).isEqualTo(Status.SERVICE_UNAVAILABLE_503);
        assertThat(payments.ledger().entries()).isEmpty();

        payments.conduct().recover();
        payments.conduct().loseAnswer(PaymentStandIn.Call.PROCESS, Status.BAD_GATEWAY_502);
        assertThat(process("b1", "30.0", "{}", "b1-1").status()).isEqualTo(Status.BAD_GATEWAY_502);
        assertThat(payments.ledger().entries()).hasSize(1);
        assertThat(payments.conduct().calls(PaymentStandIn.Call.PROCESS)).isEqualTo(2);
        assertThat(payments.conduct().lastHeaders(PaymentStandIn.Call.PROCESS))
                .containsEntry("idempotency-key", "b1-1");
    }

    @Test
    void the_books_survive_a_restart_with_the_same_ledger() {
        process("b1", "30.0", "{}", "b1-1");
        payments.close();

        payments = PaymentStandIn.start(0, payments.ledger());

        assertThat(payments.ledger().of("b1")).hasSize(1);
        assertThatThrownBy(() -> get("/ledger")).as("the old one is gone").isInstanceOf(RuntimeException.class);
    }

    private ClientResponseTyped<String> process(String booking, String amount, String details, String key) {
        return post("/api/payments/process", """
                {"booking_id":"%s","user_id":"user123","amount":%s,"payment_method":"credit_card","payment_details":%s}
                """.formatted(booking, amount, details), key);
    }

    private ClientResponseTyped<String> refund(String booking, String transaction, String amount) {
        return post("/api/payments/refund", """
                {"booking_id":"%s","original_transaction_id":"%s","transaction_id":"%2$s","amount":%s,
                 "reason":"seat confirmation failed","user_id":"user123"}
                """.formatted(booking, transaction, amount), booking + "-refund");
    }

    private ClientResponseTyped<String> post(String path, String body, String key) {
        return client.post(path).header(HeaderNames.create("Idempotency-Key"), key).submit(body, String.class);
    }

    private ClientResponseTyped<String> get(String path) {
        return client.get(path).request(String.class);
    }

    private static String card(String number) {
        return "{\"card_number\":\"" + number + "\"}";
    }

    private static JsonObject json(ClientResponseTyped<String> answer) {
        return parse(answer.entity()).asObject();
    }

    private static JsonValue parse(String json) {
        return JsonParser.create(json).readJsonValue();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = Stream.generate(() -> call).limit(times).toList();
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}

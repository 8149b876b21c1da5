package com.movieticket.booking.diagnosis;

import com.movieticket.booking.diagnosis.Finding.Ill;
import com.movieticket.booking.diagnosis.Finding.Well;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever becomes of one examination, the others are heard to their end, and nobody is waited for for ever. */
@Timeout(30)
class DiagnosisTest {
    private static final Step WELL = Step.needed("look", () -> new Well("fine"));

    private final CountDownLatch never = new CountDownLatch(1);
    private final List<String> closed = new ArrayList<>();

    @AfterEach
    void letGo() {
        never.countDown();
    }

    /** As the test has it. */
    private record Scripted(String subject, List<Step> steps, Runnable closing) implements Examination {
        @Override
        public void close() {
            closing.run();
        }
    }

    private Scripted examination(String subject, Step... steps) {
        return new Scripted(subject, List.of(steps), () -> closed.add(subject));
    }

    private static List<Row> diagnosis(Duration limit, Examination... examinations) throws InterruptedException {
        return new Diagnosis(limit).of(List.of(examinations));
    }

    private static List<String> told(List<Row> rows) {
        return rows.stream().map(row -> row.subject() + " " + row.step() + " " + row.state()).toList();
    }

    @Test
    void all_steps_are_told_in_order_and_what_has_been_opened_is_closed() throws InterruptedException {
        List<Row> rows = diagnosis(Duration.ofSeconds(10),
                examination("a", WELL, Step.also("more", () -> new Well("yes"))), examination("b", WELL));

        assertThat(told(rows)).containsExactly("a look ok", "a more ok", "b look ok");
        assertThat(closed).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void what_a_step_needs_is_not_tried_without() throws InterruptedException {
        Step.Question ill = () -> new Ill("gone", "look for it");

        assertThat(told(diagnosis(Duration.ofSeconds(10), examination("a", Step.needed("reach", ill), WELL),
                examination("b", Step.also("reach", ill), WELL))))
                .containsExactly("a reach failed", "a look skipped", "b reach failed", "b look ok");
    }

    /** Its words may hold a secret. */
    @Test
    void what_nobody_has_thought_of_is_told_by_its_type_alone() throws InterruptedException {
        List<Row> rows = diagnosis(Duration.ofSeconds(10), examination("a", Step.also("look", () -> {
            throw new IOException("amqp://admin:secret@broker");
        }), WELL));

        assertThat(told(rows)).containsExactly("a look failed", "a look ok");
        assertThat(rows.getFirst().detail()).isEqualTo("failed with IOException");
    }

    @Test
    void who_does_not_answer_is_given_up_and_the_next_step_taken() throws InterruptedException {
        List<Row> rows = diagnosis(Duration.ofMillis(200), examination("a", Step.also("wait", this::deaf), WELL));

        assertThat(told(rows)).containsExactly("a wait failed", "a look ok");
        assertThat(rows.getFirst().detail()).isEqualTo("no answer within 200 ms");
    }

    @Test
    void an_examination_that_breaks_off_costs_the_others_nothing() throws InterruptedException {
        var broken = new Examination() {
            @Override
            public String subject() {
                return "broken";
            }

            @Override
            public List<Step> steps() {
                throw new IllegalStateException("secret");
            }
        };

        List<Row> rows = diagnosis(Duration.ofSeconds(10), examination("a", WELL), broken, examination("b", WELL));

        assertThat(told(rows)).containsExactly("a look ok", "broken steps failed", "b look ok");
        assertThat(rows.get(1).detail()).isEqualTo("failed with IllegalStateException");
    }

    @Test
    void who_does_not_close_or_breaks_at_that_has_been_heard_all_the_same() throws InterruptedException {
        var stubborn = new Scripted("a", List.of(WELL), this::deaf);
        var breaking = new Scripted("b", List.of(WELL), () -> {
            throw new IllegalStateException("secret");
        });

        assertThat(told(diagnosis(Duration.ofMillis(200), stubborn, breaking)))
                .containsExactly("a look ok", "b look ok");
    }

    /** Doesn't even let itself be interrupted. */
    private Finding deaf() {
        while (true) {
            try {
                never.await();
                return new Well("at last");
            } catch (InterruptedException _) {
                // That is what deaf means.
            }
        }
    }
}

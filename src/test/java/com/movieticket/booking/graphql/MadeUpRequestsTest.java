package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.GraphQlExecution.Executed;
import com.movieticket.booking.graphql.GraphQlExecution.Permitted;
import com.movieticket.booking.graphql.GraphQlExecution.Stage;
import com.movieticket.booking.testing.UseCases;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent as a request, from its bytes to the fields' arguments, is answered or refused with a code, at once, and
 * without a word about how the service is made.
 *
 * <p>Each input follows from its number. {@code -Dfuzz.seed=…} chooses the first one, {@code -Dfuzz.inputs=…} how many.
 */
class MadeUpRequestsTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 3_000);
    private static final long SEED = Long.getLong("fuzz.seed", new SecureRandom().nextInt(Integer.MAX_VALUE));
    /** Of the processor. Most need less than a millisecond, but for those that come before the compiler. */
    private static final Duration DEAREST = Duration.ofSeconds(1);
    private static final int MOST_BYTES = 300_000;

    private static final Pattern INTERNALS = Pattern.compile("Exception|java\\.|graphql\\.[a-z]|movieticket|\\tat |"
            + "Throwable|LinkedHashMap|ArrayList|BigDecimal|BigInteger|"
            + "(?:String|Int|Float|Object|Array|Null|Boolean)Value\\{|helidon|antlr|@[0-9a-f]{6,}");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final GraphQlExecution execution = new GraphQlExecution(new FakeUseCases().useCases(), Edge.SEATS, Edge.GRAPHQL,
            new LoadShedding(Edge.AT_ONCE, Edge.AT_ONCE, WaitingLine.none()), new ClientErrors(new SplittableRandom(1)), new SplittableRandom(2),
            new RememberingObserver());
    private final Map<Stage, Integer> stages = new EnumMap<>(Stage.class);

    @Test
    void is_answered_or_refused_in_clear_words() {
        long start = System.nanoTime();
        long dearest = 0;
        long dearestSeed = SEED;
        int unreadable = 0;
        for (long seed = SEED; seed < SEED + INPUTS; seed++) {
            byte[] input = input(new SplittableRandom(seed));
            long before = threads.getCurrentThreadCpuTime();
            unreadable += judge(seed, input) ? 0 : 1;
            long cost = threads.getCurrentThreadCpuTime() - before;
            if (cost > dearest) {
                dearest = cost;
                dearestSeed = seed;
            }
        }
        System.out.printf("MadeUpRequestsTest: %,d inputs from seed %d in %,d ms: %,d are no request, %s; the dearest, seed %d,"
                + " took %,d ms of CPU%n", INPUTS, SEED, (System.nanoTime() - start) / 1_000_000, unreadable, stages,
                dearestSeed, dearest / 1_000_000);
        assertThat(Duration.ofNanos(dearest)).as("the dearest input: -Dfuzz.inputs=1 -Dfuzz.seed=" + dearestSeed)
                .isLessThan(DEAREST);
    }

    /** Whether it was a request at all. */
    private boolean judge(long seed, byte[] input) {
        String what = "-Dfuzz.inputs=1 -Dfuzz.seed=" + seed;
        try {
            GraphQlRequest request = GraphQlRequest.ofBody(input, Optional.of("key"));
            Executed executed = execution.execute(request, UseCases.CALLER,
                    seed % 4 == 0 ? Permitted.QUERIES : Permitted.EVERYTHING);
            stages.merge(executed.stage(), 1, Integer::sum);
            String body = new String(ResponseBody.of(executed.result()), StandardCharsets.UTF_8);
            JsonText.check(body, Integer.MAX_VALUE);
            boolean unexplained = executed.stage() != Stage.RAN && executed.result().getErrors().isEmpty();
            if (executed.stage() == Stage.FAILED || unexplained || !tellsNothing(body) || !hasCodes(executed, body)) {
                throw new AssertionError(what + " is answered with " + body);
            }
            return true;
        } catch (BadRequest e) {
            if (e.status().code() / 100 != 4 || e.getMessage().isBlank() || !tellsNothing(e.getMessage())) {
                throw new AssertionError(what + " is refused with " + e.status() + " " + e.getMessage());
            }
            return false;
        } catch (Exception | StackOverflowError e) {
            throw new AssertionError(what + " throws", e);
        }
    }

    private static boolean tellsNothing(String text) {
        return !INTERNALS.matcher(text).find();
    }

    private static boolean hasCodes(Executed executed, String body) {
        return executed.result().getErrors().stream().allMatch(error -> error.getExtensions() != null
                && error.getExtensions().get("code") instanceof Object code && !code.toString().equals("INTERNAL"))
                && CODE.matcher(body).results().count() >= executed.result().getErrors().size();
    }

    /** Right as it is, or with something done to its document, or to all of it. */
    private static byte[] input(RandomGenerator random) {
        var grammar = new RequestGrammar(random);
        byte[] document = grammar.document().getBytes(StandardCharsets.UTF_8);
        int harm = random.nextInt(10);
        if (harm >= 4 && harm < 8) {
            document = mutated(document, grammar.document().getBytes(StandardCharsets.UTF_8), random);
        }
        byte[] body = grammar.body(new String(document, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return harm >= 8 ? mutated(body, grammar.body(grammar.document()).getBytes(StandardCharsets.UTF_8), random) : body;
    }

    private static byte[] mutated(byte[] text, byte[] other, RandomGenerator random) {
        byte[] mutated = text;
        for (int i = random.nextInt(1, 5); i > 0 && mutated.length > 0; i--) {
            mutated = Mutation.values()[random.nextInt(Mutation.values().length)].of(mutated, other, random);
        }
        return mutated.length > MOST_BYTES ? text : mutated;
    }
}

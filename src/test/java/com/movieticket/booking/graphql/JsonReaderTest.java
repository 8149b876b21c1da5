package com.movieticket.booking.graphql;

import graphql.ExecutionResult;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** JSON from outside is read as it was meant, or refused. */
class JsonReaderTest {
    @ParameterizedTest
    @MethodSource("texts")
    void every_kind_of_value_is_read(String text, @Nullable Object value) throws JsonText.MalformedException {
        assertThat(JsonReader.read(text)).isEqualTo(value);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83c\\udfc3ä🏃\"", "a\"\\/\b\f\n\r\tä🏃ä🏃"),
                arguments("true", true),
                arguments(" false ", false),
                arguments("null", null),
                arguments("\n[ 1, -2.50, 1E+2, 0, [ ], { } ]\r\n\t",
                        List.of(1, new BigDecimal("-2.50"), new BigDecimal("1E+2"), 0, List.of(), Map.of())),
                arguments("{ \"\": \"empty key\", \"a\\u0062\": 12345678901234567890 }",
                        Map.of("", "empty key", "ab", new BigDecimal("12345678901234567890"))),
                arguments("{\"a\":null,\"b\":{\"c\":[null]}}", withNulls()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "[{\"b\":{\"a\":1,\"c\":2,\"a\":null}}]"})
    void a_key_that_stands_twice_is_refused_since_others_may_see_the_other_value(String text) {
        assertThatExceptionOfType(JsonText.MalformedException.class).isThrownBy(() -> JsonReader.read(text))
                .withMessage("A key stands twice in an object");
    }

    private static Map<String, @Nullable Object> withNulls() {
        var map = new HashMap<String, @Nullable Object>();
        map.put("a", null);
        map.put("b", Map.of("c", Collections.singletonList(null)));
        return map;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "}", "[1", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
            "{\"a\":1 \"b\":2}", "[1 2]", "01", "+1", ".5", "1.", "-", "1e", "0x1", "NaN", "Infinity", "-Infinity",
            "tru", "truely", "nul", "True", "'a'", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\\u12\"", "\"\n\"", "\"\t\"",
            "1 1", "{}{}", "[]]", "\u00a0{}", "\ufeff{}", "/* */1", "\"\\ud800\"", "\"\\udc00\\ud800\"",
            "\"\\ud800\\ud800\"", "1e99999999999", "\u000b1"})
    void what_is_not_json_to_the_letter_is_refused(String text) {
        assertThatExceptionOfType(JsonText.MalformedException.class).isThrownBy(() -> JsonReader.read(text));
    }

    @Test
    void an_object_is_told_from_everything_else() {
        assertThat(JsonText.isObject(" {\"a\": 1}\n")).isTrue();
        assertThat(JsonText.isObject("[{}]")).isFalse();
        assertThat(JsonText.isObject("{} {}")).isFalse();
    }

    @Test
    void there_is_a_limit_to_everything() throws JsonText.MalformedException {
        JsonReader.read("[".repeat(32) + "]".repeat(32));
        assertThatExceptionOfType(JsonText.MalformedException.class)
                .isThrownBy(() -> JsonReader.read("[".repeat(33) + "]".repeat(33)));

        JsonReader.read("[1" + ",1".repeat(1998) + "]");
        assertThatExceptionOfType(JsonText.MalformedException.class)
                .isThrownBy(() -> JsonReader.read("[1" + ",1".repeat(1999) + "]"));

        JsonReader.read("9".repeat(40));
        assertThatExceptionOfType(JsonText.MalformedException.class).isThrownBy(() -> JsonReader.read("9".repeat(41)));
    }

    @Property(tries = 300)
    void what_we_write_can_be_read_again(@ForAll("values") Object value) throws JsonText.MalformedException {
        assertThat(JsonReader.read(written(value))).isEqualTo(value);
    }

    @Property(tries = 300)
    void no_text_makes_it_fail_in_another_way(@ForAll("almostJson") String text) {
        try {
            JsonReader.read(text);
        } catch (JsonText.MalformedException e) {
            assertThat(e).hasMessageNotContainingAny("d800", "ä", "\"");
        }
    }

    /** No deeper than three: what may nest as deep as chance will have it, at times needs more memory than there is. */
    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.recursive(JsonReaderTest::leaves, inner -> Arbitraries.oneOf(inner,
                inner.list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(20), inner).ofMaxSize(3).map(map -> (Object) map)),
                0, 3);
    }

    private static Arbitrary<Object> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.strings().filter(JsonReaderTest::wellFormed).map(text -> (Object) text),
                Arbitraries.integers().between(-999_999_999, 999_999_999).map(number -> (Object) number),
                Arbitraries.of(true, false).map(truth -> (Object) truth));
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "a", "1", "-", ".", "e", "true",
                "null", " ", "\n", "ä", "\ud83c").list().ofMaxSize(20).map(parts -> String.join("", parts));
    }

    private static boolean wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String written(Object value) {
        String response = new String(ResponseBody.of(ExecutionResult.newExecutionResult().data(value).build()),
                StandardCharsets.UTF_8);
        return response.substring("{\"data\":".length(), response.length() - 1);
    }
}

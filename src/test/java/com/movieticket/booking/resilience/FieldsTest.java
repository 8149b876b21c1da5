package com.movieticket.booking.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import io.helidon.json.JsonString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class FieldsTest {
    @Test
    void texts_numbers_and_booleans_are_read_and_the_rest_is_passed_over() {
        Fields fields = object("""
                {"text": "a\\"b\\\\\\n\\u20ac\\ud83d\\ude00é", "number": 12.50, "yes": true, "no": false,
                 "nothing": null,
                 "object": {"text": "inner", "list": [{}]}, "list": [1, "two", [], {"x": null}], "last": "z"}
                """);
        assertThat(fields.text("text")).contains("a\"b\\\n€😀é");
        assertThat(fields.text("number")).contains("12.50");
        assertThat(fields.flag("yes")).contains(true);
        assertThat(fields.flag("no")).contains(false);
        assertThat(fields.text("last")).contains("z");
        assertThat(fields.text("nothing")).isEmpty();
        assertThat(fields.flag("nothing")).isEmpty();
        assertThat(fields.text("object")).isEmpty();
        assertThat(fields.text("list")).isEmpty();
        assertThat(fields.flag("absent")).isEmpty();
    }

    @Test
    void blank_texts_are_none() {
        assertThat(object("{\"a\":\"\",\"b\":\" \\t\"}").text("a")).isEmpty();
        assertThat(object("{\"a\":\"\",\"b\":\" \\t\"}").text("b")).isEmpty();
    }

    @Test
    void what_looks_like_a_boolean_is_not_taken_for_one() {
        assertThatThrownBy(() -> object("{\"a\":\"true\"}").flag("a")).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> object("{\"a\":1}").flag("a")).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void an_array_is_a_list_of_objects() {
        assertThat(Fields.ofArray(" [ ] ".getBytes(UTF_8))).isEmpty();
        assertThat(Fields.ofArray("[{\"a\":\"1\"} , {\"a\":\"2\"}]".getBytes(UTF_8)))
                .extracting(fields -> fields.text("a")).containsExactly(Optional.of("1"), Optional.of("2"));
        assertThatThrownBy(() -> Fields.ofArray("[1]".getBytes(UTF_8))).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> Fields.ofArray("{}".getBytes(UTF_8))).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "true", "\"x\"", "{", "}", "{}}", "{} {}", "{}x", "{\"a\":1,}",
        "{,}", "{\"a\"}", "{\"a\" 1}", "{\"a\":}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{\"a\":tru}",
        "{\"a\":t\"},\"b\":{\"c\":\"}", "{\"a\":nope}", "{\"a\":-}", "{\"a\":1.2.3}", "{\"a\":\"x}", "{\"a\":\"\\x\"}",
        "{\"a\":1é}", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":{\"b\":1,}}", "{\"a\":1,\"a\":2}"})
    void anything_but_one_well_formed_object_is_refused(String json) {
        assertThatThrownBy(() -> object(json)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void no_depth_overflows_the_stack() {
        assertThatThrownBy(() -> object("{\"a\":" + "[".repeat(60_000))).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> object("{\"a\":".repeat(10_000))).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> Fields.ofArray("[".repeat(60_000).getBytes(UTF_8)))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void no_error_repeats_what_was_read() {
        assertThatThrownBy(() -> object("{\"card\":\"4242424242424242\" oops}"))
                .hasMessageNotContaining("4242").hasNoCause();
        assertThat(object("{\"card\":\"4242424242424242\"}")).asString().doesNotContain("4242");
    }

    @Property(tries = 500)
    void any_text_is_read_as_it_was_written(@ForAll String text) {
        String json = "{\"a\":" + JsonString.create(text) + "}";
        String valid = new String(text.getBytes(UTF_8), UTF_8);
        if (valid.equals(text) && !text.isBlank()) {
            assertThat(object(json).text("a")).contains(text);
        }
    }

    @Property(tries = 500)
    void any_bytes_are_an_object_or_refused(@ForAll byte[] bytes) {
        byte[] json = new byte[bytes.length + 1];
        json[0] = '{';
        System.arraycopy(bytes, 0, json, 1, bytes.length);
        try {
            assertThat(Fields.ofObject(json)).isNotNull();
        } catch (MalformedJsonException refused) {
            assertThat(refused).hasNoCause();
        }
    }

    private static Fields object(String json) {
        return Fields.ofObject(json.getBytes(UTF_8));
    }
}

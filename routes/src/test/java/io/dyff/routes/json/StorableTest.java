package io.dyff.routes.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0000\"}",
                "{\"\\u0000\":1}",
                "[[{\"a\":[\"x\\u0000y\"]}]]",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800x\"",
                "{\"a\":1e200000}",
                "{\"a\":1e-20000}"
            })
    void shouldSeeWhatTheDatabaseCannotHold(String poison) throws IOException {
        assertThat(Storable.isPoison(Json.parse(poison.getBytes(UTF_8)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\ud83d\\ude00\"}",
                "{\"a\":\"\\\\u0000\"}",
                "{\"a\":1e308,\"b\":-1e-308,\"c\":null,\"d\":true}",
                "\"\\u0001\"",
                "[]"
            })
    void shouldLetTheRestThrough(String good) throws IOException {
        assertThat(Storable.isPoison(Json.parse(good.getBytes(UTF_8)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a\u0000b, a\ufffdb", "\ud800, \ufffd", "\udc00\ud83d\ude00, \ufffd\ud83d\ude00", "plain, plain"})
    void shouldReplaceOnlyWhatCannotBeStored(String text, String clean) {
        assertThat(Storable.cleaned(text)).isEqualTo(clean);
    }
}

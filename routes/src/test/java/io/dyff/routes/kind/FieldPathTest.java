package io.dyff.routes.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    private static final String DOCUMENT = """
            {"a": {"b": "1", "none": null}, "ids": ["2", "3"], "list": [{"id": "4"}, {"id": null}, {}, {"id": "5"}],
             "deep": [{"ids": ["6"]}, {"ids": []}, {"ids": ["7", "8"]}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a/b | 1",
                "/a/none |",
                "/a/other |",
                "/ids/* | 2 3",
                "/list/*/id | 4 5",
                "/deep/*/ids/* | 6 7 8",
                "/a/*/b |",
                "/other/*/b |"
            })
    void shouldFindTheTextsThatTheDocumentHas(String path, String texts) {
        assertThat(String.join(" ", FieldPath.of(path).texts(document()))).isEqualTo(texts == null ? "" : texts);
    }

    @Test
    void shouldNameThePlaceOfEachElement() {
        assertThat(FieldPath.of("/list/*/id").in(document()))
                .extracting(Object::toString)
                .containsExactly("/list/0/id", "/list/3/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/", "/a/", "/a//b", "/a'", "/*", "/a/*/*", "/a/0"})
    void shouldRefuseWhatIsNoPathOfPlainNames(String text) {
        assertThatThrownBy(() -> FieldPath.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no path");
    }

    private static JsonNode document() {
        try {
            return Json.parse(DOCUMENT.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

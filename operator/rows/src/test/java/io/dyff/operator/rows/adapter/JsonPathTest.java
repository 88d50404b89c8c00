package io.dyff.operator.rows.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected matches were observed with jsonpath-ng 1.16.0, the library of the dialect. */
class JsonPathTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$ | {\"a\":1} | [{\"a\":1}]",
                "$.a.b | {\"a\":{\"b\":1}} | [1]",
                "a.b | {\"a\":{\"b\":1}} | [1]",
                "$.a.b | {\"a\":[{\"b\":1}]} | []",
                "$.a | {\"a\":null} | [null]",
                "$.a | {} | []",
                "$.a[*] | {\"a\":[1,2]} | [1, 2]",
                "$.a[*] | {\"a\":{\"x\":1}} | [1]",
                "$.a[*] | {\"a\":\"text\"} | []",
                "$.a.* | {\"a\":[1,2]} | [1, 2]",
                "$.a[*][*] | {\"a\":[[1,2],[3]]} | [1, 2, 3]",
                "$.a[0] | {\"a\":[1,2]} | [1]",
                "$.a[-1] | {\"a\":[1,2]} | [2]",
                "$.a[-3] | {\"a\":[1,2]} | []",
                "$.a[0] | {\"a\":{\"x\":1}} | []",
                "$.a[0] | {\"a\":\"text\"} | []",
                "$['a/b'] | {\"a/b\":1} | [1]",
                "$[\"a\"] | {\"a\":1} | [1]",
                "$[a] | {\"a\":1} | [1]",
                "$.'a b' | {\"a b\":1} | [1]",
                "$.['a'] | {\"a\":1} | [1]",
                "$['a\\'b'] | {\"a'b\":1} | [1]",
                "$[''] | {\"\":3} | [3]",
                "$['*'] | {\"*\":1,\"b\":2} | [1]",
                "$.a-b | {\"a-b\":1} | [1]",
                "$.@a | {\"@a\":1} | [1]",
                "$ . a | {\"a\":1} | [1]",
                "$.a[ 0 ] | {\"a\":[1]} | [1]",
                "$[0] | [1] | [1]",
            })
    void shouldMatchAsTheDialectDoes(String query, String input, String matches) throws Exception {
        assertThat(JsonPath.compile(query).find(JSON.readTree(input))).hasToString(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$.", "$a", "", "$.a[", "$.a[]", "$.a[x", "$.a b", "$.1a", "$['a", "$.a[99999999999]", "$.ü"})
    void shouldRefuseWhatIsNoQuery(String query) {
        assertThatThrownBy(() -> JsonPath.compile(query)).isInstanceOf(AdapterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$..a", "$.a[1:2]", "$.a[0,1]", "$.a,b", "$.a|$.b", "$.a[?(@.b)]", "$.`this`"})
    void shouldRefuseWhatIsOutsideTheDialect(String query) {
        assertThatThrownBy(() -> JsonPath.compile(query)).isInstanceOf(AdapterException.class);
    }

    @Test
    void shouldPointAtTheColumn() {
        assertThatThrownBy(() -> JsonPath.compile("$.a[0:1]"))
                .hasMessage("query $.a[0:1] is not valid at column 6: expected ']' (unions, slices and filters are not"
                        + " in the dialect)");
    }
}

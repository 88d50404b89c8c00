package io.dyff.routes.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.json.Json;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {

    /** RFC 7396, appendix A. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"a":"b"}           | {"a":"c"}                  | {"a":"c"}
        {"a":"b"}           | {"b":"c"}                  | {"a":"b","b":"c"}
        {"a":"b"}           | {"a":null}                 | {}
        {"a":"b","b":"c"}   | {"a":null}                 | {"b":"c"}
        {"a":["b"]}         | {"a":"c"}                  | {"a":"c"}
        {"a":"c"}           | {"a":["b"]}                | {"a":["b"]}
        {"a":{"b":"c"}}     | {"a":{"b":"d","c":null}}   | {"a":{"b":"d"}}
        {"a":[{"b":"c"}]}   | {"a":[1]}                  | {"a":[1]}
        ["a","b"]           | ["c","d"]                  | ["c","d"]
        {"a":"b"}           | ["c"]                      | ["c"]
        {"a":"foo"}         | null                       | null
        {"a":"foo"}         | "bar"                      | "bar"
        {"e":null}          | {"a":1}                    | {"e":null,"a":1}
        [1,2]               | {"a":"b","c":null}         | {"a":"b"}
        {}                  | {"a":{"bb":{"ccc":null}}}  | {"a":{"bb":{}}}
        """)
    void shouldMergeAsTheStandardSays(String target, String patch, String result) throws IOException {
        assertThat(new MergePatch(Set.of()).apply(json(target), json(patch))).isEqualTo(json(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"members":{"a":{"x":1,"y":2},"b":{"x":3}}} | {"members":{"a":{"x":9}}}    | {"members":{"a":{"x":9},"b":{"x":3}}}
        {"members":{"a":{"x":1}}}                   | {"members":{"a":null}}       | {"members":{}}
        {"members":{"a":{"x":{"p":1}}}}             | {"members":{"a":{"x":{"q":2}}}} | {"members":{"a":{"x":{"q":2}}}}
        {"news":{"items":{"x":1}}}                  | {"news":{"items":{"y":2}}}   | {"news":{"items":{"y":2}}}
        {"other":{"a":{"x":1}}}                     | {"other":{"a":{"y":2}}}      | {"other":{"a":{"x":1,"y":2}}}
        """)
    void shouldReplaceAtomicNodesWhole(String target, String patch, String result) throws IOException {
        MergePatch merge = new MergePatch(Set.of("/members/*", "/news/items"));
        assertThat(merge.apply(json(target), json(patch))).isEqualTo(json(result));
    }

    @Test
    void shouldFindAnAtomicNodeWhoseNameHoldsASlash() throws IOException {
        MergePatch merge = new MergePatch(Set.of("/a~1b"));
        assertThat(merge.apply(json("{\"a/b\":{\"x\":1}}"), json("{\"a/b\":{\"y\":2}}")))
                .isEqualTo(json("{\"a/b\":{\"y\":2}}"));
    }

    @Test
    void shouldLeaveItsArgumentsAlone() throws IOException {
        JsonNode target = json("{\"a\":{\"b\":1}}");
        JsonNode patch = json("{\"a\":{\"c\":2}}");
        new MergePatch(Set.of()).apply(target, patch);
        assertThat(target).isEqualTo(json("{\"a\":{\"b\":1}}"));
        assertThat(patch).isEqualTo(json("{\"a\":{\"c\":2}}"));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.getBytes(UTF_8));
    }
}

package io.dyff.operator.rows.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.adapter.AdapterPipeline.Stage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What $compute does beyond the contract's vectors; results of split and sub were computed by Python 3.11. */
class ComputationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> shouldSplitAndReplaceAsPythonDoes() throws IOException {
        try (var in = ComputationTest.class.getResourceAsStream("/regex/python-3.11.json")) {
            return StreamSupport.stream(JSON.readTree(in).spliterator(), false)
                    .filter(vector -> !vector.get("matches").isNull())
                    .map(vector -> DynamicTest.dynamicTest(
                            vector.get("pattern") + " " + vector.get("flags") + " " + vector.get("text"),
                            () -> check(vector)));
        }
    }

    private static void check(JsonNode vector) throws AdapterException {
        assertThat(computed(step("split", vector), vector.get("text"))).isEqualTo(vector.get("split"));
        if (vector.has("replaced")) {
            ObjectNode substitution =
                    step("sub", vector).put("repl", vector.get("replacement").textValue());
            if (vector.get("replaced").isNull()) {
                assertThatThrownBy(() -> computed(substitution, vector.get("text")))
                        .isInstanceOf(AdapterException.class);
            } else {
                assertThat(computed(substitution, vector.get("text"))).isEqualTo(vector.get("replaced"));
            }
        }
    }

    private static ObjectNode step(String function, JsonNode vector) {
        return JSON.createObjectNode()
                .put("$func", function)
                .put("pattern", vector.get("pattern").textValue())
                .put("flags", vector.get("flags").intValue());
    }

    /** The result of a function on a value. */
    private static JsonNode computed(JsonNode function, JsonNode value) throws AdapterException {
        ObjectNode template = JSON.createObjectNode();
        template.putObject("x")
                .putArray("$compute")
                .add(JSON.createObjectNode().put("$scalar", "$.value"))
                .add(function);
        var pipeline = new AdapterPipeline("pipeline", List.of(new Stage("TransformJSON", template.toString())));
        return pipeline.apply(JSON.createObjectNode().set("value", value))
                .getFirst()
                .get("x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {"$func":"reduce"} ~ [1,2.5,true] ~ 4.5
            {"$func":"reduce"} ~ [9223372036854775807,1] ~ 9223372036854775808
            {"$func":"reduce"} ~ [2147483647,1] ~ 2147483648
            {"$func":"reduce"} ~ [{"a":1}] ~ {"a":1}
            {"$func":"reduce"} ~ "abc" ~ "abc"
            {"$func":"list"} ~ "a𝛼" ~ ["a","𝛼"]
            {"$func":"list"} ~ {"a":1,"b":2} ~ ["a","b"]
            {"$func":"join","separator":"-"} ~ "abc" ~ "a-b-c"
            {"$func":"split","pattern":",","maxsplit":1} ~ "a,b,c" ~ ["a","b,c"]
            {"$func":"split","pattern":",","maxsplit":-1} ~ "a,b,c" ~ ["a,b,c"]
            {"$func":"split","pattern":"(,)|;"} ~ "a,b;c" ~ ["a",",","b",null,"c"]
            {"$func":"findall","pattern":"(a)|b"} ~ "ab" ~ ["a",""]
            {"$func":"search","pattern":"(?P<n>b)","group":"n"} ~ "abc" ~ "b"
            {"$func":"search","pattern":"(a)|b","group":1,"default":"none"} ~ "b" ~ null
            {"$func":"search","pattern":"x"} ~ "b" ~ null
            {"$func":"search","pattern":"b"} ~ "abc" ~ "b"
            """)
    void shouldDoAsPythonDoes(String function, String value, String result) throws Exception {
        assertThat(computed(JSON.readTree(function), JSON.readTree(value)))
                .hasToString(JSON.readTree(result).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"$func":"reduce"}                            | [1,"a"]  | at $.x: step 1: reduce: cannot add a value of type number and a value of type string
            {"$func":"join"}                              | ["a",1]  | at $.x: step 1: join: needs texts only, got a value of type number
            {"$func":"list"}                              | 1        | at $.x: step 1: list: needs a list, got a value of type number
            {"$func":"split","pattern":","}               | null     | at $.x: step 1: split: needs a text, got null
            {"$func":"search","pattern":"a","group":1}    | "a"      | at $.x: the pattern has no group 1
            {"$func":"search","pattern":"a","group":"n"}  | "a"      | at $.x: the pattern has no group "n"
            {"$func":"search","pattern":"(","flags":2}    | "a"      | at $.x: expected ')' at position 1 of the pattern (
            {"$func":"search"}                            | "a"      | at $.x: search needs the argument pattern
            {"$func":"search","pattern":1}                | "a"      | at $.x: the argument pattern of search must be a text, got 1
            {"$func":"split","pattern":"a","maxsplit":"1"} | "a"     | at $.x: the argument maxsplit of split must be a whole number, got "1"
            {"$func":1}                                   | "a"      | at $.x: $func must be the name of a function, got 1
            {"$scalar":"$.a","$list":"$.b"}               | "a"      | at $.x: a step must have exactly one of $literal, $scalar, $list and $func
            {"$list":["$.a"]}                             | "a"      | at $.x: an element of $list must be a step that makes a value, got "$.a"
            "$.a"                                         | "a"      | at $.x: $compute must be a step or a list of steps, got "$.a"
            """)
    void shouldSayWhereAComputationIsWrong(String step, String value, String message) throws Exception {
        JsonNode function = JSON.readTree(step);
        JsonNode input = JSON.readTree(value);

        assertThatThrownBy(() -> computed(function, input)).hasMessageContaining(message);
    }

    @Test
    void shouldGiveEachStepTheResultOfTheOneBefore() throws Exception {
        JsonNode result = computed(JSON.readTree("{\"$list\":\"$.a[*]\"}"), JSON.readTree("{\"a\":[1,2]}"));

        assertThat(result).hasToString("[1,2]");
    }
}

package io.dyff.operator.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.rows.adapter.AdapterException;
import io.dyff.operator.rows.adapter.AdapterPipeline;
import io.dyff.operator.rows.adapter.AdapterPipeline.Stage;
import io.dyff.operator.rows.exchange.Pipelines;
import io.dyff.operator.rows.schema.OutputSchema;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small pipelines that ask for a lot. */
class EffortTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LITTLE = 100_000;

    /** Each with the stage, how often it is repeated, and the row. */
    static Stream<Arguments> bombs() {
        String text = "{\"a\": \"" + "x".repeat(1000) + "\"}";
        String lists = "{\"a\": [" + "1,".repeat(999) + "1], \"b\": [" + "1,".repeat(999) + "1]}";
        return Stream.of(
                Arguments.of("TransformJSON", "{\"a\": [\"$.a\", \"$.a\"]}", 40, text),
                Arguments.of("TransformJSON", "{\"a\": {\"l\": \"$.a\", \"r\": \"$.a\"}}", 40, text),
                Arguments.of(
                        "TransformJSON",
                        "{\"a\": {\"$compute\": [{\"$scalar\": \"$.a\"}, {\"$func\": \"sub\", \"pattern\": \"x\", \"repl\": \""
                                + "x".repeat(100) + "\"}]}}",
                        20,
                        text),
                Arguments.of(
                        "TransformJSON",
                        "{\"a\": {\"$compute\": [{\"$list\": [{\"$scalar\": \"$.a\"}, {\"$scalar\": \"$.a\"}]}, {\"$func\": \"join\"}]}}",
                        40,
                        text),
                Arguments.of(
                        "TransformJSON",
                        "{\"a\": {\"$compute\": [{\"$list\": [{\"$scalar\": \"$.a\"}, {\"$scalar\": \"$.a\"}]}, {\"$func\": \"reduce\"}]}}",
                        40,
                        "{\"a\": [1, 2, 3]}"),
                Arguments.of(
                        "TransformJSON",
                        "{\"a\": {\"$compute\": {\"$list\": \"$.a[*][*]\"}}, \"b\": \"$.a\"}",
                        1,
                        "{\"a\": " + grid(400) + "}"),
                Arguments.of(
                        "ExplodeCollections",
                        "{\"collections\": [\"a\"], \"index\": {\"i\": null}}",
                        1,
                        lists.replace("1]", "1" + ",1".repeat(60_000) + "]")),
                Arguments.of("TransformJSON", "{\"a\": {\"b\": \"$.a\"}}", 100_000, text));
    }

    private static String grid(int size) {
        String line = "[" + String.join(",", Collections.nCopies(size, "1")) + "]";
        return "[" + String.join(",", Collections.nCopies(size, line)) + "]";
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void shouldEndTheRowAndNothingElse(String kind, String configuration, int times, String row) throws Exception {
        Pipelines pipelines = pipelines(Collections.nCopies(times, new Stage(kind, configuration)));
        JsonNode item = JSON.readTree(row);
        assertThatThrownBy(() -> pipelines.request(item))
                .isInstanceOf(AdapterException.class)
                .message()
                .startsWith("making the request ")
                .matches(".*(takes more than 100000 steps|is nested too deep)");
    }

    @Test
    void shouldTakeWhatIsOfAnOrdinarySize() throws Exception {
        String adapter = "{\"prompt\": \"$.text\", \"model\": \"m\"}";
        Pipelines pipelines = pipelines(List.of(new Stage("TransformJSON", adapter)));
        JsonNode row = JSON.createObjectNode().put("text", "x".repeat(60_000));
        assertThat(pipelines.request(row).path("prompt").asText()).hasSize(60_000);
    }

    @Test
    void shouldEndTheReadingOfAnAnswerToo() throws Exception {
        Stage twice = new Stage("TransformJSON", "{\"text\": \"$.text\", \"more\": [\"$.more\", \"$.more\"]}");
        Pipelines pipelines = new Pipelines(
                new AdapterPipeline("client", List.of()),
                new AdapterPipeline("input", List.of()),
                new AdapterPipeline(
                        "output",
                        Stream.concat(
                                        Collections.nCopies(30, twice).stream(),
                                        Stream.of(new Stage("TransformJSON", "{\"text\": \"$.more\"}")))
                                .toList()),
                OutputSchema.of(TestingVectors.textOutputSchema()),
                LITTLE);
        JsonNode answer = JSON.readTree("{\"text\": \"a\", \"more\": 1}");
        assertThatThrownBy(() -> pipelines.row("r", 0, answer))
                .isInstanceOf(AdapterException.class)
                .hasMessageStartingWith("reading the answer takes more than");
    }

    @Test
    void shouldLimitWhatIsCompiled() {
        String bomb = "{\"a\": {\"$compute\": {\"$func\": \"sub\", \"pattern\": \"(?:ab){9999}\", \"repl\": \"\"}}}";
        List<Stage> stages = Collections.nCopies(1000, new Stage("TransformJSON", bomb));
        assertThatThrownBy(() -> Effort.within(LITTLE, () -> new AdapterPipeline("p", stages)))
                .isInstanceOf(Effort.TooMuchException.class);
    }

    @Test
    void shouldSetNoLimitWhereNoneIs() throws Exception {
        Effort.spend(Long.MAX_VALUE);
        assertThat(Effort.<String, RuntimeException>within(1, () -> "done")).isEqualTo("done");
        Effort.spend(Long.MAX_VALUE);
    }

    private static Pipelines pipelines(List<Stage> input) throws Exception {
        return new Pipelines(
                new AdapterPipeline("client", List.of()),
                new AdapterPipeline("input", input),
                new AdapterPipeline("output", List.of()),
                OutputSchema.of(TestingVectors.textOutputSchema()),
                LITTLE);
    }
}

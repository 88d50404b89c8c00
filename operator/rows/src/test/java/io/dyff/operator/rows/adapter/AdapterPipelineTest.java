package io.dyff.operator.rows.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dyff.operator.rows.adapter.AdapterPipeline.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterPipelineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> run(String input, Stage... stages) throws Exception {
        return new AdapterPipeline("outputPipeline", List.of(stages)).apply(JSON.readTree(input));
    }

    @Test
    void shouldPassItemsThroughWhenEmpty() throws Exception {
        assertThat(run("{\"a\":1}")).hasToString("[{\"a\":1}]");
    }

    @Test
    void shouldFeedEachItemOfAStageToTheNext() throws Exception {
        var explode = new Stage("ExplodeCollections", "{\"collections\":[\"c\"]}");
        var transform = new Stage("TransformJSON", "{\"text\":\"$.c.t\"}");
        assertThat(run("{\"c\":[{\"t\":\"x\"},{\"t\":\"y\"}]}", explode, transform))
                .hasToString("[{\"text\":\"x\"}, {\"text\":\"y\"}]");
    }

    /** Of the field reports: messages that the writer of a dataset padded with nulls. */
    @Test
    void d10ShouldLeaveOutWhatIsNullAtAnyDepth() throws Exception {
        var drop = new Stage("Drop", "{\"nulls\":true}");
        assertThat(run("{\"m\":[{\"role\":\"user\",\"tool_calls\":null},null,{\"a\":{\"b\":null}}],\"n\":null}", drop))
                .hasToString("[{\"m\":[{\"role\":\"user\"},null,{\"a\":{}}]}]");
        assertThat(run("{\"a\":null,\"b\":1,\"c\":2}", new Stage("Drop", "{\"fields\":[\"b\"],\"nulls\":true}")))
                .hasToString("[{\"c\":2}]");
    }

    @Test
    void shouldNameIndexKindAndPathWhenAnItemFails() {
        var drop = new Stage("Drop", "{\"fields\":[]}");
        var transform = new Stage("TransformJSON", "{\"a\":{\"b\":[\"$.x\"]}}");
        assertThatThrownBy(() -> run("{\"y\":1}", drop, transform))
                .hasMessage("outputPipeline[1] TransformJSON: at $.a.b[0]: query $.x matched 0 values, exactly one is"
                        + " needed");
    }

    @Test
    void shouldNameTheElementWhenAMappedAdapterFails() {
        var map = new Stage(
                "Map",
                "{\"collections\":[\"c\"],\"adapter\":{\"kind\":\"Select\",\"configuration\":{\"fields\":[\"k\"]}}}");
        assertThatThrownBy(() -> run("{\"c\":[{\"k\":1},{\"j\":2}]}", map))
                .hasMessage("outputPipeline[0] Map: $.c[1]: field 'k' is missing");
    }

    @Test
    void shouldLeaveItsInputAlone() throws Exception {
        JsonNode input = JSON.readTree("{\"a\":{\"b\":1,\"n\":null},\"c\":[1,2]}");
        for (Stage stage : List.of(
                new Stage("Rename", "{\"a\":\"z\"}"),
                new Stage("Drop", "{\"fields\":[\"a\"]}"),
                new Stage("Drop", "{\"nulls\":true}"),
                new Stage("FlattenHierarchy", null),
                new Stage("ExplodeCollections", "{\"collections\":[\"c\"]}"))) {
            new AdapterPipeline("p", List.of(stage)).apply(input);
        }
        assertThat(input).hasToString("{\"a\":{\"b\":1,\"n\":null},\"c\":[1,2]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Select | | p[0] Select: needs a configuration",
                "Select | {} | p[0] Select: configuration 'fields' must be a list of field names",
                "Select | {\"fields\":[1]} | p[0] Select: configuration 'fields' must hold field names only, got 1",
                "Drop | {\"nulls\":1} | p[0] Drop: 'nulls' must be true or false",
                "Drop | {\"nulls\":false} | p[0] Drop: configuration 'fields' must be a list of field names",
                "Drop | {fields | p[0] Drop: configuration is not JSON: Unexpected character ('f' (code 102)): was"
                        + " expecting double-quote to start field name",
                "Pipeline | [] | p[0] Pipeline: cannot be configured from JSON; list its adapters in the pipeline"
                        + " itself",
                "Map | {\"collections\":[],\"adapter\":{\"kind\":\"Nope\"}} | p[0] Map: adapter Nope: unknown adapter"
                        + " kind 'Nope'",
                "FlattenHierarchy | {} | p[0] FlattenHierarchy: configuration must be absent or an object with at"
                        + " least one option",
            })
    void shouldSayWhatIsWrongWithAConfiguration(String kind, String configuration, String message) {
        assertThatThrownBy(() -> new AdapterPipeline("p", List.of(new Stage(kind, configuration))))
                .hasMessage(message);
    }
}

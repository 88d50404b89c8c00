package io.dyff.routes.api.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.orchestrate.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final String RUN = "0123456789abcdef0123456789abcdef";
    private static final String SERVICE = "000000ad000040008000000000000000";

    @Test
    void shouldPutArgumentsAndIdsInThePlaceOfTheirNames() throws IOException {
        Plan plan = plan(pipeline(), "{'submission':'" + SERVICE + "','reps':3}");
        assertThat(plan.nodes()).extracting(Plan.Node::name).containsExactly("evaluation", "safetycase");
        Plan.Node evaluation = plan.nodes().get(0);
        Plan.Node safetyCase = plan.nodes().get(1);
        assertThat(evaluation.request().at("/inferenceSession/inferenceService").asText())
                .isEqualTo(SERVICE);
        assertThat(evaluation.request().path("replications").asInt()).isEqualTo(3);
        assertThat(evaluation.request().has("kind")).isFalse();
        assertThat(safetyCase.request().at("/inputs/0/entity").asText()).isEqualTo(evaluation.id());
        assertThat(plan(pipeline(), "{'submission':'" + SERVICE + "'}").nodes())
                .extracting(Plan.Node::id)
                .containsExactly(evaluation.id(), safetyCase.id());
    }

    @Test
    void shouldMakeANodeAfterThoseThatItNamesWhateverTheirOrder() throws IOException {
        JsonNode turned = json("{'nodes':{'b':{'request':{'kind':'PipelineMeasurementRequest','method':'$(a.id)'}},"
                + "'a':{'request':{'kind':'PipelineEvaluationRequest','dataset':'x'}}}}");
        Plan plan = plan(turned, "{}");
        assertThat(plan.nodes()).extracting(Plan.Node::name).containsExactly("a", "b");
        assertThat(plan.nodes().get(1).request().path("method").asText())
                .isEqualTo(plan.nodes().get(0).id());
    }

    @Test
    void shouldTakeWhatAnEarlierRunMadeForNodesThatAreNotMade() throws IOException {
        Plan plan = Plan.of(
                RUN,
                pipeline(),
                json("{'submission':'" + SERVICE + "'}"),
                Map.of("evaluation", json("{'kind':'Evaluation','id':'e'}")));
        assertThat(plan.nodes()).extracting(Plan.Node::name).containsExactly("safetycase");
        assertThat(plan.nodes().get(0).request().at("/inputs/0/entity").asText())
                .isEqualTo("e");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                               | /arguments/submission: is required by the node evaluation
        {'submission':'a','x':'b'}       | /arguments/x: the pipeline has no such parameter
        {'submission':{'a':1}}           | /arguments/submission: must be a text
        """)
    void shouldNameTheArgumentThatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> plan(pipeline(), arguments)).hasMessageContaining(message);
    }

    @Test
    void shouldRefuseNodesThatWaitForEachOther() {
        assertThatThrownBy(() -> plan(
                        json("{'nodes':{'a':{'request':{'kind':'PipelineEvaluationRequest','dataset':'$(b)'}},"
                                + "'b':{'request':{'kind':'PipelineEvaluationRequest','dataset':'$(a)'}}}}"),
                        "{}"))
                .hasMessageContaining("circle");
    }

    private static Plan plan(JsonNode pipeline, String arguments) throws IOException {
        return Plan.of(RUN, pipeline, json(arguments), Map.of());
    }

    private static ObjectNode pipeline() {
        return Contract.entity("Pipeline");
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}

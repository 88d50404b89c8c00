package io.dyff.operator.steps.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dyff.operator.steps.TestingManifest;
import io.dyff.operator.steps.adapter.AdapterPipeline.Stage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every vector of contract/data/vectors/adapters.json; what this version does not support is named here. */
class AdapterVectorsTest {

    /** Refused at construction until a later version supports them; 29 of the 64 vectors remain. */
    private static final Map<String, Integer> UNSUPPORTED = Map.of("$compute", 21, "FileUpload", 14);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Stream<JsonNode> vectors() {
        return StreamSupport.stream(
                TestingManifest.vectors("adapters").get("adapters").spliterator(), false);
    }

    private static boolean usesCompute(JsonNode vector) {
        return vector.get("kind").textValue().equals("TransformJSON")
                && vector.get("configuration").toString().contains("\"$compute\"");
    }

    private static boolean isFileUpload(JsonNode vector) {
        return vector.get("kind").textValue().equals("FileUpload");
    }

    private static AdapterPipeline pipeline(JsonNode vector) throws AdapterException {
        JsonNode configuration = vector.get("configuration");
        boolean absent = configuration.isTextual() && configuration.textValue().equals("(absent)");
        return new AdapterPipeline(
                "pipeline",
                List.of(new Stage(vector.get("kind").textValue(), absent ? null : configuration.toString())));
    }

    @TestFactory
    Stream<DynamicTest> shouldDoWhatTheVectorSays() {
        return vectors()
                .filter(vector -> !usesCompute(vector) && !isFileUpload(vector))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.get("kind").textValue() + " " + vector.get("configuration"), () -> check(vector)));
    }

    private static void check(JsonNode vector) throws AdapterException {
        if (vector.has("construction_error")) {
            assertThatThrownBy(() -> pipeline(vector)).isInstanceOf(AdapterException.class);
            return;
        }
        for (JsonNode aCase : vector.get("cases")) {
            if (aCase.has("error")) {
                // Failing already at construction is this project's choice for configurations that can never work.
                assertThatThrownBy(() -> pipeline(vector).apply(aCase.get("input")))
                        .isInstanceOf(AdapterException.class);
            } else {
                ArrayNode output = JSON.createArrayNode();
                output.addAll(pipeline(vector).apply(aCase.get("input")));
                assertThat(output.toString()).isEqualTo(aCase.get("output").toString());
            }
        }
    }

    @Test
    void shouldRefuseComputeByName() {
        List<JsonNode> compute =
                vectors().filter(AdapterVectorsTest::usesCompute).toList();
        assertThat(compute)
                .hasSize(UNSUPPORTED.get("$compute"))
                .allSatisfy(vector -> assertThatThrownBy(() -> pipeline(vector))
                        .hasMessageContaining("pipeline[0] TransformJSON: at $.x: ")
                        .hasMessageContaining("$compute"));
    }

    @Test
    void shouldRefuseFileUploadByName() {
        List<JsonNode> uploads =
                vectors().filter(AdapterVectorsTest::isFileUpload).toList();
        assertThat(uploads)
                .hasSize(UNSUPPORTED.get("FileUpload"))
                .allSatisfy(vector -> assertThatThrownBy(() -> pipeline(vector))
                        .hasMessage("pipeline[0] FileUpload: not supported yet by this version: FileUpload"));
    }
}

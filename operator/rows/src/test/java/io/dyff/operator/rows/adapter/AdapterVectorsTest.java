package io.dyff.operator.rows.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.operator.rows.TestingVectors;
import io.dyff.operator.rows.adapter.AdapterPipeline.Stage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every vector of contract/data/vectors/adapters.json. */
class AdapterVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Stream<JsonNode> vectors(String name) {
        return StreamSupport.stream(TestingVectors.vectors("adapters").get(name).spliterator(), false);
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
        return vectors("adapters")
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
                assertThat(output.toString())
                        .isEqualTo(bytes(aCase.get("output")).toString());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldPlaceAFileUploadAsTheVectorSays() {
        return vectors("pipelines")
                .map(vector -> DynamicTest.dynamicTest(vector.get("kinds").toString(), () -> {
                    List<Stage> stages = new ArrayList<>();
                    for (JsonNode kind : vector.get("kinds")) {
                        boolean upload = kind.textValue().equals("FileUpload");
                        stages.add(
                                new Stage(kind.textValue(), upload ? "{\"field\":\"$.d\"}" : "{\"fields\":[\"d\"]}"));
                    }
                    if (vector.get("result").isTextual()) {
                        assertThatThrownBy(() -> new AdapterPipeline("pipeline", stages))
                                .isInstanceOf(AdapterException.class);
                    } else {
                        assertThat(new AdapterPipeline("pipeline", stages).uploads())
                                .isEqualTo(!stages.isEmpty());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> shouldTakeAnItemForAFileAsTheVectorSays() {
        return vectors("file_upload_envelope")
                .map(vector -> DynamicTest.dynamicTest(vector.get("input").toString(), () -> {
                    JsonNode item = bytes(vector.get("input"));
                    JsonNode expected = vector.get("output");
                    if (expected.has("error")) {
                        assertThatThrownBy(() -> UploadedFile.of(item)).isInstanceOf(AdapterException.class);
                    } else if (expected.isNull()) {
                        assertThat(UploadedFile.of(item)).isEmpty();
                    } else {
                        UploadedFile file = UploadedFile.of(item).orElseThrow();
                        assertThat(file.name()).isEqualTo(expected.get("name").textValue());
                        assertThat(file.filename())
                                .isEqualTo(expected.get("filename").textValue());
                        assertThat(file.contentType())
                                .isEqualTo(expected.get("content_type").textValue());
                        assertThat(file.content())
                                .isEqualTo(bytes(expected.get("content")).binaryValue());
                        assertThat(file.formFields()).isEmpty();
                    }
                }));
    }

    /** The same with bytes where the vectors write {@code {"$bytesBase64": …}}. */
    private static JsonNode bytes(JsonNode node) {
        if (node.has("$bytesBase64")) {
            return BinaryNode.valueOf(
                    Base64.getDecoder().decode(node.get("$bytesBase64").textValue()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), bytes(field.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(bytes(element)));
            return copy;
        }
        return node;
    }
}

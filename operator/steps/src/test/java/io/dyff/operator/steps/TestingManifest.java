package io.dyff.operator.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes the manifest of an Evaluation of the mock's completions, with whatever a test changes in it. */
public final class TestingManifest {

    public static final String EVALUATION = "0123456789abcdef0123456789abcdef";
    public static final String DATASET = "11111111111111111111111111111111";
    public static final String REPLICATION_0 = "0fef303490445e41b339353547304342";
    public static final String REPLICATION_1 = "6aff54633c7f59e2a01fee3f104a82af";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();

    public TestingManifest() {
        root.put("apiVersion", "dyff.io/v1alpha1").put("kind", "Evaluation");
        root.putObject("metadata").put("name", "eval-" + EVALUATION).put("namespace", "workflows");
        ObjectNode spec = root.putObject("spec");
        spec.put("id", EVALUATION).put("account", "test").put("dataset", DATASET);
        spec.put("replications", 2).put("workersPerReplica", 2);
        spec.putObject("inferenceSession").put("replicas", 1);
        ObjectNode service = spec.putObject("interface").put("endpoint", "openai/v1/completions");
        service.putObject("outputSchema").put("arrowSchema", textOutputSchema());
        stage(service.putArray("inputPipeline"), "TransformJSON", "{\"prompt\":\"$.text\",\"model\":\"m-1\"}");
        ArrayNode output = service.putArray("outputPipeline");
        stage(output, "ExplodeCollections", "{\"collections\":[\"choices\"]}");
        stage(output, "TransformJSON", "{\"text\":\"$.choices.text\"}");
        spec.putObject("client").put("transientErrorRetryDelaySeconds", 1);
    }

    public static String textOutputSchema() {
        return vectors("data_frames")
                .at("/named_schemas/make_output_schema(text.Text)/arrowSchema")
                .textValue();
    }

    public static JsonNode vectors(String name) {
        try (var in = TestingManifest.class.getResourceAsStream("/vectors/" + name + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void stage(ArrayNode pipeline, String kind, String configuration) {
        pipeline.addObject().put("kind", kind).put("configuration", configuration);
    }

    public TestingManifest root(Consumer<ObjectNode> change) {
        change.accept(root);
        return this;
    }

    public TestingManifest spec(Consumer<ObjectNode> change) {
        change.accept((ObjectNode) root.get("spec"));
        return this;
    }

    public TestingManifest client(Consumer<ObjectNode> change) {
        change.accept((ObjectNode) root.get("spec").get("client"));
        return this;
    }

    public TestingManifest endpoint(String endpoint) {
        ((ObjectNode) root.get("spec").get("interface")).put("endpoint", endpoint);
        return this;
    }

    public Path write(Path folder) throws IOException {
        Path file = folder.resolve("manifest.yaml");
        Files.writeString(file, yaml());
        return file;
    }

    private String yaml() throws JsonProcessingException {
        return new YAMLMapper().writeValueAsString(root);
    }
}

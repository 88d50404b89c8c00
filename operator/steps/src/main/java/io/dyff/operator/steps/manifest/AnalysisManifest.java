package io.dyff.operator.steps.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An Analysis or Report custom resource, as far as its steps need it.
 *
 * @param output area of storage where its output goes
 * @param inputs what the method or rubric reads
 * @param modules ids of the modules that hold its code
 * @param configuration what its program is told, as YAML: of an Analysis a whole resource whose spec is the analysis
 *     (contract/data.md section 5.7), of a Report the resource
 */
public record AnalysisManifest(
        String id, String output, List<Input> inputs, List<String> modules, String configuration) {

    private static final ObjectMapper JSON = new JsonMapper();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final String DOCUMENT = "analysis";

    /** Areas by the kind of what is made. */
    private static final Map<String, String> OUTPUTS =
            Map.of("Measurement", "measurements", "SafetyCase", "safetycases");

    /** Areas by the kind of what is read; an evaluation's is its verified output. */
    private static final Map<String, String> INPUTS =
            Map.of("Dataset", "datasets", "Evaluation", "outputs", "Measurement", "measurements", "Report", "reports");

    /**
     * What the method reads.
     *
     * @param area of storage where it is
     * @param below the folder in the entity's own that holds its data, empty for all of it
     */
    public record Input(String entity, String area, String below) {

        static Input of(String kind, String entity) throws ManifestException {
            String area = INPUTS.get(kind);
            if (area == null) {
                throw new ManifestException("spec.inputs: nothing of kind " + kind + " can be read");
            }
            return new Input(entity, area, kind.equals("Evaluation") ? "/verified" : "");
        }
    }

    public static AnalysisManifest read(Path file) throws ManifestException {
        try {
            JsonNode manifest = ManifestYaml.read(file);
            ManifestNode root = new ManifestNode("", manifest);
            ManifestNode spec = root.object("spec");
            return switch (root.required("kind")) {
                case "Analysis" -> analysis((ObjectNode) manifest, spec);
                case "Report" -> report(manifest, spec);
                default -> throw new ManifestException("kind must be Analysis or Report, got " + root.required("kind"));
            };
        } catch (IOException e) {
            throw new ManifestException("Cannot read the manifest " + file + ": " + e.getMessage());
        }
    }

    private static AnalysisManifest report(JsonNode manifest, ManifestNode spec) throws ManifestException, IOException {
        List<Input> inputs =
                List.of(Input.of("Dataset", spec.id("dataset")), Input.of("Evaluation", spec.id("evaluation")));
        return new AnalysisManifest(spec.id("id"), "reports", inputs, modules(spec), YAML.writeValueAsString(manifest));
    }

    private static AnalysisManifest analysis(ObjectNode manifest, ManifestNode spec)
            throws ManifestException, IOException {
        String output = OUTPUTS.get(spec.required("output"));
        if (output == null) {
            throw new ManifestException("spec.output must be one of " + OUTPUTS.keySet());
        }
        List<Input> inputs = new ArrayList<>();
        for (ManifestNode input : spec.objects("inputs")) {
            inputs.add(Input.of(input.required("kind"), input.id("entity")));
        }
        return new AnalysisManifest(spec.id("id"), output, inputs, modules(spec), configuration(manifest, spec));
    }

    private static List<String> modules(ManifestNode spec) throws ManifestException {
        List<String> modules = spec.strings("modules");
        if (!modules.stream().allMatch(ManifestNode::isId)) {
            throw new ManifestException("spec.modules must hold ids of 32 lower-case hex digits");
        }
        return modules;
    }

    /** The resource with the analysis as its spec; the other documents go with it. */
    private static String configuration(ObjectNode manifest, ManifestNode spec) throws ManifestException, IOException {
        ObjectNode analysis = JSON.createObjectNode();
        ObjectNode others = JSON.createObjectNode();
        for (ManifestNode data : spec.objects("data")) {
            String key = data.required("key");
            if (key.equals(DOCUMENT)) {
                analysis = decoded(data.required("value"));
            } else {
                others.withArray("data").addObject().put("key", key).put("value", data.required("value"));
            }
        }
        if (!analysis.path("method").isObject()) {
            throw new ManifestException("spec.data holds no analysis with a method");
        }
        analysis.put("id", spec.id("id")).setAll(others);
        ObjectNode configuration = manifest.deepCopy();
        configuration.set("spec", analysis);
        return YAML.writeValueAsString(configuration);
    }

    private static ObjectNode decoded(String base64) throws ManifestException {
        try {
            if (JSON.readTree(Base64.getDecoder().decode(base64)) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ManifestException("spec.data: the analysis is no JSON in base64: " + e.getMessage());
        }
        throw new ManifestException("spec.data: the analysis is no JSON object");
    }
}

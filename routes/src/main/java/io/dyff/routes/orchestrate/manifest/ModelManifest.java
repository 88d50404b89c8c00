package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.List;

/** The spec of a Model whose files are fetched. Source: contract/operator.md section 3. */
final class ModelManifest implements Manifest {
    private static final String HUB = "HuggingFaceHub";

    @Override
    public ObjectNode spec(JsonNode entity) {
        JsonNode source = entity.path("source");
        String kind = source.path("kind").asText();
        if (!kind.equals(HUB)) {
            throw new UnsupportedEntity("/source/kind: models of the source " + kind + " cannot be fetched.");
        }
        ObjectNode spec = Json.object();
        Fields.copy(entity, spec, List.of("id", "account"));
        ObjectNode repository = spec.putObject("source").put("kind", kind).putObject("huggingFaceHub");
        Fields.copy(
                source.path("huggingFaceHub"),
                repository,
                List.of("repoID", "revision", "allowPatterns", "ignorePatterns"));
        return spec;
    }
}

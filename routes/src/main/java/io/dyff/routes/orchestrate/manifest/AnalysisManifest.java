package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.Base64;
import java.util.List;

/**
 * The spec of an Analysis: fields for the cluster, and documents for the method's program, because the resource's schema
 * cannot hold the union of scores and curves. Source: contract/operator.md section 3.
 */
final class AnalysisManifest implements Manifest {
    private static final String DOCUMENT = "analysis";
    private static final List<String> ANALYSIS = List.of("scope", "method", "arguments", "inputs");

    @Override
    public ObjectNode spec(JsonNode entity) {
        JsonNode method = entity.path("method");
        ObjectNode spec = Json.object();
        Fields.copy(entity, spec, List.of("id", "account"));
        spec.set("output", method.at("/output/kind"));
        spec.put("image", image(method.path("analysisImage")));
        ArrayNode inputs = spec.putArray("inputs");
        entity.path("inputs").forEach(input -> inputs.add(input(input, method.path("inputs"))));
        Fields.copy(method, spec, List.of("modules"));
        spec.set("data", data(entity));
        Fields.copyTrust(entity, spec);
        return spec;
    }

    /** The pull address; the tag is informative and left out. */
    private static String image(JsonNode image) {
        if (!image.isObject()) {
            throw new UnsupportedEntity("The method names no analysis image.");
        }
        return image.path("host").asText() + "/" + image.path("name").asText() + "@"
                + image.path("digest").asText();
    }

    /** The method says what its inputs are, and so where their files are. */
    private static ObjectNode input(JsonNode input, JsonNode declared) {
        String keyword = input.path("keyword").asText();
        for (JsonNode one : declared) {
            if (one.path("keyword").asText().equals(keyword)) {
                return Json.object()
                        .put("keyword", keyword)
                        .put("kind", one.path("kind").asText())
                        .put("entity", input.path("entity").asText());
            }
        }
        throw new UnsupportedEntity("The method has no input " + keyword + ".");
    }

    private static ArrayNode data(JsonNode entity) {
        ArrayNode data = Json.mapper().createArrayNode();
        entity.path("data").forEach(one -> {
            if (!one.path("key").asText().equals(DOCUMENT)) {
                data.add(one);
            }
        });
        ObjectNode analysis = Json.object();
        Fields.copy(entity, analysis, ANALYSIS);
        data.addObject().put("key", DOCUMENT).put("value", Base64.getEncoder().encodeToString(Json.bytes(analysis)));
        return data;
    }
}

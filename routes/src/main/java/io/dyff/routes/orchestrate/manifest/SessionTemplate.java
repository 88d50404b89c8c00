package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.List;

/** How the replicas of a model are run. Source: contract/operator.md section 4. */
final class SessionTemplate {
    private static final String DEFAULT_MEMORY = "4Gi";
    private final String mockImage;

    SessionTemplate(String mockImage) {
        this.mockImage = mockImage;
    }

    /**
     * @param session an InferenceSession, or the session of an Evaluation
     */
    ObjectNode of(JsonNode session) {
        JsonNode runner = session.at("/inferenceService/runner");
        refuseUnsupported(runner);
        ObjectNode template = Json.object();
        Fields.copy(session, template, List.of("replicas", "useSpotPods"));
        template.put("image", image(runner));
        Fields.copy(runner, template, List.of("command", "args", "env", "workingDir"));
        template.set("resources", resources(runner.path("resources")));
        JsonNode accelerator =
                session.path("accelerator").isObject() ? session.path("accelerator") : runner.path("accelerator");
        if (accelerator.isObject()) {
            template.set("accelerator", accelerator(accelerator));
        }
        return template;
    }

    private static void refuseUnsupported(JsonNode runner) {
        String kind = runner.path("kind").asText();
        if (kind.isEmpty()) {
            throw new UnsupportedEntity("The inference service has no runner.");
        }
        if (!kind.equals("mock") && !kind.equals("container")) {
            throw new UnsupportedEntity("Runners of kind " + kind + " are not supported yet; mock and container are.");
        }
        if (runner.path("imageRef").isObject() && !runner.path("image").isObject()) {
            throw new UnsupportedEntity("The runner's image is an artifact whose address was never looked up.");
        }
        if (!runner.path("volumeMounts").isEmpty()) {
            throw new UnsupportedEntity("Runners with volume mounts are not supported yet.");
        }
        if (runner.path("nodes").asInt(1) > 1) {
            throw new UnsupportedEntity("Runners on more than one node are not supported yet.");
        }
    }

    /** The pull address; the tag is informative and left out. */
    private String image(JsonNode runner) {
        JsonNode image = runner.path("image");
        if (image.isObject()) {
            return image.path("host").asText() + "/" + image.path("name").asText() + "@"
                    + image.path("digest").asText();
        }
        if (runner.path("kind").asText().equals("mock")) {
            return mockImage;
        }
        throw new UnsupportedEntity("The runner names no image.");
    }

    private static ObjectNode resources(JsonNode from) {
        ObjectNode resources = Json.object();
        ObjectNode requests = resources.putObject("requests").put("memory", DEFAULT_MEMORY);
        Fields.copy(from, requests, List.of("cpu", "memory"));
        return resources;
    }

    private static ObjectNode accelerator(JsonNode from) {
        ObjectNode accelerator = Json.object();
        Fields.copy(from, accelerator, List.of("kind"));
        if (from.path("gpu").isObject()) {
            Fields.copy(from.path("gpu"), accelerator.putObject("gpu"), List.of("hardwareTypes", "count", "memory"));
        }
        return accelerator;
    }
}

package io.dyff.routes.orchestrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.manifest.CustomResources;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/** Custom resources of entities, as the orchestrator makes them. */
public final class Manifests {
    private Manifests() {}

    public static GenericKubernetesResource of(String namespace, ObjectNode entity) {
        return Json.mapper()
                .convertValue(
                        new CustomResources("example/mock@sha256:" + "0".repeat(64), namespace)
                                .of(Kinds.standard().get(entity.path("kind").asText()), entity),
                        GenericKubernetesResource.class);
    }
}

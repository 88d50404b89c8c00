package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.List;

/** The spec of an InferenceSession: its id and account, and the session template inline. */
final class InferenceSessionManifest implements Manifest {
    private final SessionTemplate template;

    InferenceSessionManifest(SessionTemplate template) {
        this.template = template;
    }

    @Override
    public ObjectNode spec(JsonNode entity) {
        ObjectNode spec = Json.object();
        Fields.copy(entity, spec, List.of("id", "account"));
        spec.setAll(template.of(entity));
        Fields.copyTrust(entity, spec);
        return spec;
    }
}

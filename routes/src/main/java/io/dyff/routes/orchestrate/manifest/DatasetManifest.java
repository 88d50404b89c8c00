package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.List;

/** The spec of a Dataset whose files have come. Source: contract/operator.md section 3. */
final class DatasetManifest implements Manifest {

    @Override
    public ObjectNode spec(JsonNode entity) {
        ObjectNode spec = Json.object();
        Fields.copy(entity, spec, List.of("id", "account"));
        Fields.copy(entity.path("schema"), spec.putObject("schema"), List.of("arrowSchema"));
        return spec;
    }
}

package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.List;

/** The spec of an Evaluation. Source: contract/operator.md section 3. */
final class EvaluationManifest implements Manifest {
    private static final List<String> CLIENT = List.of(
            "badRequestPolicy",
            "transientErrorRetryLimit",
            "transientErrorRetryDelaySeconds",
            "duplicateOutputPolicy",
            "missingOutputPolicy",
            "requestTimeoutSeconds",
            "totalTimeoutSeconds",
            "batchSize",
            "extraOptions");
    private final SessionTemplate template;

    EvaluationManifest(SessionTemplate template) {
        this.template = template;
    }

    @Override
    public ObjectNode spec(JsonNode entity) {
        JsonNode session = entity.path("inferenceSession");
        ObjectNode spec = Json.object();
        Fields.copy(entity, spec, List.of("id", "account", "dataset", "replications", "workersPerReplica"));
        spec.set("interface", serviceInterface(session.at("/inferenceService/interface")));
        // A running session is named, not described: the operator makes no child for it.
        if (entity.path("inferenceSessionReference").isTextual()) {
            Fields.copy(entity, spec, List.of("inferenceSessionReference"));
        } else {
            spec.set("inferenceSession", template.of(session));
        }
        if (entity.path("client").isObject()) {
            spec.set("client", client(entity.path("client")));
        }
        Fields.copyTrust(entity, spec);
        return spec;
    }

    private static ObjectNode serviceInterface(JsonNode from) {
        ObjectNode to = Json.object();
        Fields.copy(from, to, List.of("endpoint"));
        Fields.copy(from.path("outputSchema"), to.putObject("outputSchema"), List.of("arrowSchema"));
        Fields.copyPipeline(from, to, "inputPipeline");
        Fields.copyPipeline(from, to, "outputPipeline");
        return to;
    }

    private static ObjectNode client(JsonNode from) {
        ObjectNode to = Json.object();
        Fields.copy(from, to, CLIENT);
        Fields.copyPipeline(from, to, "inputPipeline");
        return to;
    }
}

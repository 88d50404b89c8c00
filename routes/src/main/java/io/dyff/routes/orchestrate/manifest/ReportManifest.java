package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.json.Json;
import java.util.List;

/** The spec of a Report. Source: contract/operator.md section 3; the schemas of the views are ours. */
final class ReportManifest implements Manifest {

    @Override
    public ObjectNode spec(JsonNode entity) {
        ObjectNode spec = Json.object();
        Fields.copy(entity, spec, List.of("id", "account", "dataset", "evaluation", "modules"));
        spec.set("report", entity.path("rubric"));
        view(entity.path("datasetView"), spec, "dataset");
        view(entity.path("evaluationView"), spec, "evaluation");
        // A rubric is a user's code, and no report can vouch for it.
        spec.putObject("securityContext").put("trusted", false);
        return spec;
    }

    private static void view(JsonNode view, ObjectNode spec, String of) {
        if (view.isObject()) {
            ObjectNode pipeline = Json.object();
            Fields.copyPipeline(view, pipeline, "adapterPipeline");
            pipeline.properties().forEach(adapters -> spec.set(of + "Adapter", adapters.getValue()));
            Fields.copy(view.path("schema"), spec.putObject(of + "Schema"), List.of("arrowSchema"));
        }
    }
}

package io.dyff.routes.api.pipeline;

import io.dyff.routes.http.problem.Problem;
import java.util.Arrays;

/** What a node of a pipeline makes. Source: contract/schema.md section 10. */
enum NodeKind {
    EVALUATION("PipelineEvaluationRequest", "Evaluation", "EvaluationCreateRequest"),
    MEASUREMENT("PipelineMeasurementRequest", "Measurement", "AnalysisCreateRequest"),
    SAFETY_CASE("PipelineSafetyCaseRequest", "SafetyCase", "AnalysisCreateRequest");

    private final String request;
    private final String kind;
    private final String schema;

    NodeKind(String request, String kind, String schema) {
        this.request = request;
        this.kind = kind;
        this.schema = schema;
    }

    /** The kind of entity. */
    String kind() {
        return kind;
    }

    /** The schema of the request that creates it. */
    String schema() {
        return schema;
    }

    static NodeKind of(String request) {
        return Arrays.stream(values())
                .filter(k -> k.request.equals(request))
                .findFirst()
                .orElseThrow(
                        () -> Problem.of(422, "no node can be a " + request).exception());
    }
}

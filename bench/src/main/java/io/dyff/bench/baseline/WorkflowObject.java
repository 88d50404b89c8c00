package io.dyff.bench.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * An object that the operator made for an Evaluation, as a pattern for the same object of another one: without what an
 * API server adds, without an owner, and with another id wherever the first one's stood.
 */
record WorkflowObject(String id, String json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ADDED = List.of(
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "managedFields",
            "ownerReferences",
            "selfLink");
    private static final List<String> ADDED_TO_SPEC = List.of("clusterIP", "clusterIPs");
    private static final List<String> ADDED_LABELS =
            List.of("controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name");

    static WorkflowObject of(String id, HasMetadata object) {
        ObjectNode tree = JSON.valueToTree(object);
        tree.remove("status");
        ((ObjectNode) tree.path("metadata")).remove(ADDED);
        if (tree.path("spec") instanceof ObjectNode spec) {
            spec.remove(ADDED_TO_SPEC);
            if (object.getKind().equals("Job")) {
                spec.remove("selector");
                withoutAddedLabels(spec.at("/template/metadata/labels"));
            }
        }
        return new WorkflowObject(id, tree.toString());
    }

    private static void withoutAddedLabels(JsonNode labels) {
        if (labels instanceof ObjectNode object) {
            object.remove(ADDED_LABELS);
        }
    }

    /** The same object of another evaluation. */
    String forId(String other) {
        return json.replace(id, other);
    }
}

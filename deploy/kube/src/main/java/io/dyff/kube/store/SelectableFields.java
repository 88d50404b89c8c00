package io.dyff.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields that a fieldSelector may name, per resource; source: Kubernetes, "Supported fields" of field selectors. */
public final class SelectableFields {

    private static final Map<String, List<String>> PATHS = Map.of(
            "pods",
            List.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "status.phase",
                    "status.podIP",
                    "status.nominatedNodeName"),
            "events",
            List.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "reportingComponent",
                    "type"),
            "secrets",
            List.of("type"),
            "namespaces",
            List.of("status.phase"),
            "nodes",
            List.of("spec.unschedulable"),
            "jobs.batch",
            List.of("status.successful"),
            "replicasets.apps",
            List.of("status.replicas"));

    private SelectableFields() {}

    static Map<String, String> of(Key key, JsonNode tree) {
        Map<String, String> fields = new HashMap<>();
        fields.put("metadata.name", key.name());
        fields.put("metadata.namespace", key.namespace());
        for (String path : PATHS.getOrDefault(key.resource(), List.of())) {
            fields.put(path, tree.at("/" + path.replace('.', '/')).asText(""));
        }
        return Map.copyOf(fields);
    }

    /** Whether a selector may name this field of the resource. */
    public static boolean supports(String resource, String path) {
        return path.equals("metadata.name")
                || path.equals("metadata.namespace")
                || PATHS.getOrDefault(resource, List.of()).contains(path);
    }
}

package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Turns entities into custom resources of the group dyff.io. Source: contract/operator.md sections 2 and 3. */
public final class CustomResources {
    public static final String ID = "dyff.io/id";

    /** What is larger does not fit into the cluster's store. */
    static final int MAX_BYTES = 512 * 1024;

    private final Map<String, Manifest> manifests;
    private final String namespace;

    /**
     * @param mockImage image of mock runners that name none
     * @param namespace where the custom resources are
     */
    public CustomResources(String mockImage, String namespace) {
        SessionTemplate template = new SessionTemplate(mockImage);
        this.manifests = Map.of(
                "evaluation", new EvaluationManifest(template),
                "session", new InferenceSessionManifest(template),
                "analysis", new AnalysisManifest(),
                "report", new ReportManifest(),
                "model", new ModelManifest(),
                "dataset", new DatasetManifest());
        this.namespace = namespace;
    }

    /** Refuses a row whose manifest is not there; else only the first entity of its kind would tell. */
    void checkForms(Kinds kinds) {
        for (Kind kind : kinds.all()) {
            Kind.Cluster cluster = kind.cluster();
            if (cluster != null && !manifests.containsKey(cluster.form())) {
                throw new IllegalArgumentException("kinds.yaml (" + kind.name() + "): there is no manifest '"
                        + cluster.form() + "'; known are " + manifests.keySet());
            }
        }
    }

    /** The name of an entity's custom resource, such as {@code eval-<id>}. */
    public static String name(Kind.Cluster cluster, String id) {
        return cluster.short_() + "-" + id;
    }

    /**
     * The custom resource of an entity whose kind has one.
     *
     * @throws UnsupportedEntity when it cannot be run, or is too large
     */
    public ObjectNode of(Kind kind, JsonNode entity) {
        Kind.Cluster cluster = kind.cluster();
        if (cluster == null) {
            throw new UnsupportedEntity("Entities of kind " + kind.name() + " cannot be run yet.");
        }
        ObjectNode resource = Json.object().put("apiVersion", Kubernetes.GROUP + "/" + Kubernetes.VERSION);
        resource.put("kind", cluster.kind());
        resource.set("metadata", metadata(kind, cluster, entity));
        resource.set(
                "spec", Objects.requireNonNull(manifests.get(cluster.form())).spec(entity));
        int size = Json.bytes(resource).length;
        if (size > MAX_BYTES) {
            throw new UnsupportedEntity("The custom resource would have " + size
                    + " bytes; the cluster stores at most " + MAX_BYTES
                    + ". Shorten the schemas, adapter pipelines or documentation.");
        }
        return resource;
    }

    private ObjectNode metadata(Kind kind, Kind.Cluster cluster, JsonNode entity) {
        String id = entity.path("id").asText();
        String component = kind.name().toLowerCase(Locale.ROOT);
        ObjectNode metadata = Json.object().put("name", name(cluster, id)).put("namespace", namespace);
        metadata.putObject("labels")
                .put("dyff.io/workflow", component)
                .put("dyff.io/component", component)
                .put("dyff.io/account", entity.path("account").asText())
                .put(ID, id)
                .put(Kubernetes.MANAGED_BY, Kubernetes.ORCHESTRATOR);
        return metadata;
    }
}

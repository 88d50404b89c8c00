package io.dyff.routes.orchestrate.execute;

import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Report;
import io.dyff.routes.orchestrate.manifest.CustomResources;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Looks at the custom resource of an entity that was just seen admitted. What it had reported before that was refused,
 * so it is reported once more.
 */
public final class CheckResource {
    private final Kinds kinds;
    private final Kubernetes kubernetes;

    public CheckResource(Kinds kinds, Kubernetes kubernetes) {
        this.kinds = kinds;
        this.kubernetes = kubernetes;
    }

    /** The body becomes the report; it stays the decision when there is nothing to say. */
    public void check(Exchange exchange) {
        OpenDecision decision = exchange.getMessage().getBody(OpenDecision.class);
        Kind kind = kinds.get(decision.kind());
        Kind.Cluster cluster = Objects.requireNonNull(kind.cluster(), "cluster");
        GenericKubernetesResource object = kubernetes.get(cluster, CustomResources.name(cluster, decision.id()));
        if (object != null) {
            report(kind, object, decision.id()).ifPresent(exchange.getMessage()::setBody);
        }
    }

    /** What the object says of itself now, if it says anything. */
    public static Optional<WorkflowEvent> report(Kind kind, GenericKubernetesResource object, String id) {
        return Report.of(kind, Json.mapper().valueToTree(object).at("/status/conditions"))
                .map(report -> WorkflowEvent.of(
                                id, EventType.REPORTED, OpenDecision.SOURCE, report.patch(Json.object()))
                        .with(Headers.KUBE_UID, object.getMetadata().getUid())
                        .with(Headers.KUBE_RV, object.getMetadata().getResourceVersion()));
    }
}

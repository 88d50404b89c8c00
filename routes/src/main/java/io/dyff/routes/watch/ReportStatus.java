package io.dyff.routes.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.component.kubeinformer.Taken;
import io.dyff.routes.entity.EntityIds;
import io.dyff.routes.event.EventType;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Report;
import io.dyff.routes.kind.Statuses;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.kubernetes.KubernetesConstants;

/**
 * Makes an event of a custom resource as it was seen. Nothing is reported of objects that are another's part, that do not
 * have the name of their entity's, or that say what was already acknowledged.
 */
public final class ReportStatus {
    private static final String SOURCE = "/dyff/informer";
    private final Kinds kinds;
    private final Taken<Report> acknowledged;

    ReportStatus(Kinds kinds, Taken<Report> acknowledged) {
        this.kinds = kinds;
        this.acknowledged = acknowledged;
    }

    /** The body becomes the event; the route ends here when there is none. */
    public void report(Exchange exchange) {
        GenericKubernetesResource resource = exchange.getMessage().getBody(GenericKubernetesResource.class);
        boolean deleted = "DELETED"
                .equals(exchange.getMessage().getHeader(KubernetesConstants.KUBERNETES_CRD_EVENT_ACTION, String.class));
        Optional<WorkflowEvent> event = event(resource, deleted);
        if (event.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.getMessage().setBody(event.get());
    }

    Optional<WorkflowEvent> event(GenericKubernetesResource resource, boolean deleted) {
        JsonNode object = Json.mapper().valueToTree(resource);
        String id = object.at("/spec/id").asText();
        return kind(resource.getKind(), id, resource.getMetadata().getName())
                .flatMap(kind -> report(kind, object.at("/status/conditions"), deleted))
                .filter(report -> !acknowledged.is(resource.getMetadata().getUid(), report))
                .map(report -> WorkflowEvent.of(id, EventType.REPORTED, SOURCE, report.patch(Json.object()))
                        .with(Headers.KUBE_UID, resource.getMetadata().getUid())
                        .with(Headers.KUBE_RV, resource.getMetadata().getResourceVersion()));
    }

    private static Optional<Report> report(Kind kind, JsonNode conditions, boolean deleted) {
        Optional<Report> report = Report.of(kind, conditions);
        boolean ended = report.isPresent() && Statuses.isTerminal(report.get().status());
        return deleted && !ended ? Optional.of(Report.VANISHED) : report;
    }

    private static boolean isOf(Kind kind, String id, String name) {
        return kind.cluster() != null
                && EntityIds.isId(id)
                && name.equals(kind.cluster().short_() + "-" + id);
    }

    /** Kinds may share one custom resource; its name tells whose it is. */
    private Optional<Kind> kind(String clusterKind, String id, String name) {
        return kinds.all().stream()
                .filter(k -> k.cluster() != null && k.cluster().kind().equals(clusterKind))
                .filter(k -> isOf(k, id, name))
                .findFirst();
    }
}

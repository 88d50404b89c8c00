package io.dyff.routes.orchestrate.execute;

import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.event.Headers;
import io.dyff.routes.event.WorkflowEvent;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.manifest.CustomResources;
import io.dyff.routes.orchestrate.manifest.EventPosition;
import io.dyff.routes.orchestrate.manifest.UnsupportedEntity;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the custom resource of an admitted entity, by server-side apply: a second time changes nothing. Its event carries
 * the object's uid.
 */
public final class ApplyResource {
    private final Kinds kinds;
    private final CustomResources resources;
    private final Kubernetes kubernetes;
    private final Supplier<String> topicIds;

    /**
     * @param topicIds of the topics that the entities come from
     */
    public ApplyResource(Kinds kinds, CustomResources resources, Kubernetes kubernetes, Supplier<String> topicIds) {
        this.kinds = kinds;
        this.resources = resources;
        this.kubernetes = kubernetes;
        this.topicIds = topicIds;
    }

    /**
     * @throws UnsupportedEntity when it can never be applied
     * @throws KubernetesClientException when it may succeed later
     */
    public WorkflowEvent apply(OpenDecision decision) {
        Kind kind = kinds.get(decision.kind());
        GenericKubernetesResource wanted = Json.mapper()
                .convertValue(
                        resources.of(kind, Objects.requireNonNull(decision.entity(), "entity")),
                        GenericKubernetesResource.class);
        wanted.getMetadata()
                .setAnnotations(EventPosition.annotations(
                        topicIds.get(), Objects.requireNonNull(decision.version(), "version")));
        GenericKubernetesResource applied = apply(kind.cluster(), wanted, decision.id());
        if (applied.isMarkedForDeletion()) {
            throw new IllegalStateException(
                    wanted.getMetadata().getName() + " is being deleted; it can be applied when it is gone");
        }
        return decision.event().with(Headers.KUBE_UID, applied.getMetadata().getUid());
    }

    private GenericKubernetesResource apply(
            Kind.@Nullable Cluster cluster, GenericKubernetesResource wanted, String id) {
        Kind.Cluster known = Objects.requireNonNull(cluster, "cluster");
        try {
            return kubernetes.apply(known, wanted);
        } catch (KubernetesClientException e) {
            if (e.getCode() == 400 || e.getCode() == 422) {
                throw new UnsupportedEntity(said(e));
            }
            if (e.getCode() == 409) {
                return resolve(known, wanted, id, e);
            }
            throw e;
        }
    }

    /** Someone else has set some of its fields: harmless if the object is ours. */
    private GenericKubernetesResource resolve(
            Kind.Cluster cluster, GenericKubernetesResource wanted, String id, KubernetesClientException conflict) {
        GenericKubernetesResource existing =
                kubernetes.get(cluster, wanted.getMetadata().getName());
        if (existing == null) {
            throw conflict;
        }
        if (!Kubernetes.isManaged(existing)
                || !id.equals(existing.getMetadata().getLabels().get(CustomResources.ID))) {
            throw new UnsupportedEntity("The cluster has a custom resource "
                    + wanted.getMetadata().getName() + " that the platform did not make.");
        }
        return existing;
    }

    private static String said(KubernetesClientException e) {
        String message = e.getStatus() == null ? null : e.getStatus().getMessage();
        return "The cluster refused the custom resource: " + (message == null ? e.getMessage() : message);
    }
}

package io.dyff.routes.orchestrate.execute;

import io.dyff.routes.component.kubeinformer.Kubernetes;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.orchestrate.manifest.CustomResources;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/** Deletes the custom resource of an entity that is over, children first; one that is gone or not ours is left alone. */
public final class RemoveResource {
    private final Kinds kinds;
    private final Kubernetes kubernetes;

    public RemoveResource(Kinds kinds, Kubernetes kubernetes) {
        this.kinds = kinds;
        this.kubernetes = kubernetes;
    }

    public void remove(OpenDecision decision) {
        Kind.Cluster cluster = kinds.get(decision.kind()).cluster();
        if (cluster == null) {
            return;
        }
        GenericKubernetesResource existing = kubernetes.get(cluster, CustomResources.name(cluster, decision.id()));
        if (existing != null && Kubernetes.isManaged(existing)) {
            kubernetes.delete(cluster, existing);
        }
    }
}
